// The name of the store that something belongs to.
import { useConnections } from "../shell/store-filter.tsx";

export function StoreName({ id }: { readonly id: string | null }) {
  const connections = useConnections();
  if (id === null) return <>–</>;
  return <>{connections?.find((each) => each.public_id === id)?.name ?? id}</>;
}

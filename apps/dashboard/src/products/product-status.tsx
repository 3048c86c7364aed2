// Whether a product is shown to buyers.
import type { PRODUCT_STATUSES } from "@logix/model";
import { IconCircleCheck, IconClock, IconEyeOff, IconPencil } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Badge, type Tone } from "../components/status-badge.tsx";

type Status = (typeof PRODUCT_STATUSES)[number];

const LOOK: Readonly<Record<Status, readonly [Tone, typeof IconClock]>> = {
  publish: ["good", IconCircleCheck],
  draft: ["idle", IconPencil],
  pending: ["warn", IconClock],
  private: ["idle", IconEyeOff],
};

export function ProductStatus({ status }: { readonly status: Status }) {
  const { t } = useTranslation("products");
  const [tone, icon] = LOOK[status];
  return <Badge tone={tone} icon={icon} text={t(status)} />;
}

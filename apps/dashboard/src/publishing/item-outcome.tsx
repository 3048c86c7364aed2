// What became of one product of a run.
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconLink,
  IconPencil,
  IconPlus,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Badge, type Tone } from "../components/status-badge.tsx";

const OUTCOMES = ["created", "adopted", "updated", "unchanged", "imported", "skipped", "failed"] as const;
type Outcome = (typeof OUTCOMES)[number];

const LOOK: Readonly<Record<Outcome, readonly [Tone, typeof IconPlus]>> = {
  created: ["good", IconPlus],
  adopted: ["info", IconLink],
  updated: ["info", IconPencil],
  unchanged: ["idle", IconCircleDashed],
  imported: ["good", IconCircleCheck],
  skipped: ["idle", IconCircleDashed],
  failed: ["bad", IconAlertTriangle],
};

export function ItemOutcome({ outcome }: { readonly outcome: string }) {
  const { t } = useTranslation("publishing");
  const known = OUTCOMES.find((each) => each === outcome);
  if (known === undefined) return <Badge tone="idle" text={outcome} />;
  const [tone, icon] = LOOK[known];
  return <Badge tone={tone} icon={icon} text={t(known)} />;
}

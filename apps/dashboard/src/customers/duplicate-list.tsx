// Customers that may be the same person, the certain ones first. Nothing is merged before somebody has looked.
import { type Duplicates, duplicateListSchema } from "@logix/api/hub/persons";
import { Button, Skeleton } from "@mantine/core";
import { IconCircleCheck, IconHelpCircle, IconUsersGroup } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { usePages } from "../api/use-pages.ts";
import { EmptyState } from "../components/empty-state.tsx";
import { Section } from "../components/page.tsx";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { Badge } from "../components/status-badge.tsx";
import { StoreName } from "../components/store-name.tsx";
import { useMay } from "../session/session.ts";
import { customerName } from "./customer-name.ts";
import classes from "./customers.module.css";
import { ReviewDialog } from "./review-dialog.tsx";
import { useGroundWords } from "./use-ground-words.ts";

export function DuplicateList() {
  const { t } = useTranslation("customers");
  const { t: common } = useTranslation();
  const [reviewed, setReviewed] = useState<Duplicates>();
  const groups = usePages({
    topic: "customers",
    path: "/customers/duplicates",
    schema: duplicateListSchema,
    rowsOf: (reply) => reply.duplicates,
  });
  if (groups.isPending) return <Skeleton height={180} radius="md" />;
  if (groups.error) return <ProblemAlert error={groups.error} onRetry={groups.reload} />;
  if (groups.rows.length === 0) {
    return (
      <Section>
        <EmptyState icon={IconUsersGroup} title={t("no_duplicates")} hint={t("no_duplicates_hint")} />
      </Section>
    );
  }
  return (
    <div className={classes.groups}>
      {groups.rows.map((group) => (
        <Group key={group.customers.map(({ id }) => id).join("-")} group={group} onReview={() => setReviewed(group)} />
      ))}
      {groups.hasMore && (
        <Button variant="default" loading={groups.isLoadingMore} onClick={groups.loadMore}>
          {common("more")}
        </Button>
      )}
      <ReviewDialog group={reviewed} onClose={() => setReviewed(undefined)} />
    </div>
  );
}

function Group({ group, onReview }: { readonly group: Duplicates; readonly onReview: () => void }) {
  const { t } = useTranslation("customers");
  const may = useMay();
  const groundWords = useGroundWords();
  const isCertain = group.certainty === "certain";
  const [first] = group.customers;
  const label = first ? customerName(first) : "";
  return (
    <article className={classes.group} aria-label={label}>
      <div className={classes.groupHead}>
        <Badge
          tone={isCertain ? "good" : "warn"}
          icon={isCertain ? IconCircleCheck : IconHelpCircle}
          text={isCertain ? t("certain") : t("likely")}
        />
        {group.grounds.join() !== "email" && <span>{t("share", { grounds: groundWords(group.grounds) })}</span>}
      </div>
      {may("orders:write") && (
        <Button size="xs" onClick={onReview} aria-label={`${t("review")}: ${label}`}>
          {t("review")}
        </Button>
      )}
      <ul className={classes.people}>
        {group.customers.map((customer) => (
          <li key={customer.id} className={classes.person}>
            <strong>{customerName(customer) || t("no_name")}</strong>
            <span className={classes.faint}>
              <StoreName id={customer.connection_public_id} /> · {customer.email || t("no_address")}
            </span>
          </li>
        ))}
      </ul>
    </article>
  );
}

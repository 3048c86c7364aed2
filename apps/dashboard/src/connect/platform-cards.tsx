// A card for each platform that this hub can speak to, and one for who only wants to look.
import { Button, Skeleton, UnstyledButton } from "@mantine/core";
import { IconBuildingStore, IconChevronRight, IconFlask } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { ProblemAlert } from "../components/problem-alert.tsx";
import classes from "./platform-cards.module.css";
import { useSandbox, useSandboxStores } from "./use-connecting.ts";

type Platform = { readonly platform: string; readonly title: string; readonly access: "keys" | "oauth2" };

export function PlatformCards({
  platforms,
  onPick,
}: {
  readonly platforms: readonly Platform[] | undefined;
  readonly onPick: (platform: string) => void;
}) {
  const { t } = useTranslation("connect");
  return (
    <>
      <div className={classes.cards}>
        {platforms?.map(({ platform, title, access }) => (
          <UnstyledButton key={platform} className={classes.card ?? ""} onClick={() => onPick(platform)}>
            <span className={classes.mark}>
              <IconBuildingStore size={22} stroke={1.6} aria-hidden="true" />
            </span>
            <span className={classes.text}>
              <strong>{title}</strong>
              <span>{t(access === "oauth2" ? "oauth_hint" : "keys_hint")}</span>
            </span>
            <IconChevronRight size={18} aria-hidden="true" />
          </UnstyledButton>
        )) ?? <Skeleton height={84} radius="md" />}
      </div>
      <SandboxCard />
    </>
  );
}

function SandboxCard() {
  const { t } = useTranslation("connect");
  const opening = useSandbox(t("sandbox_name"));
  const stores = useSandboxStores();
  if (!stores.data?.available) return null;
  return (
    <section className={classes.sandbox} aria-label={t("sandbox_title")}>
      <span className={classes.mark}>
        <IconFlask size={22} stroke={1.6} aria-hidden="true" />
      </span>
      <div className={classes.text}>
        <h2>{t("sandbox_title")}</h2>
        <span>{t("sandbox_hint")}</span>
        <ProblemAlert error={opening.error} />
      </div>
      <Button variant="default" loading={opening.isPending} onClick={() => opening.mutate()}>
        {t("sandbox")}
      </Button>
    </section>
  );
}

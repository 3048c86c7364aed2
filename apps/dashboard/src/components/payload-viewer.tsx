// A payload as it came: JSON put in order, anything else as it is; to be scrolled, searched and copied.
import { Button, CopyButton } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "./payload-viewer.module.css";
import { ScrollRegion } from "./scroll-region.tsx";

const MOST_SHOWN = 200_000;

export function PayloadViewer({ label, payload }: { readonly label: string; readonly payload: string }) {
  const { t } = useTranslation();
  const text = inOrder(payload);
  return (
    <div className={classes.viewer}>
      <div className={classes.bar}>
        <span>{label}</span>
        <CopyButton value={payload}>
          {({ copied, copy }) => (
            <Button
              size="compact-xs"
              variant="subtle"
              color="gray"
              leftSection={copied ? <IconCheck size={13} /> : <IconCopy size={13} />}
              onClick={copy}
            >
              {copied ? t("copied") : t("copy")}
            </Button>
          )}
        </CopyButton>
      </div>
      <ScrollRegion className={classes.text} label={label}>
        {text.slice(0, MOST_SHOWN)}
        {text.length > MOST_SHOWN && "\n…"}
      </ScrollRegion>
    </div>
  );
}

function inOrder(payload: string): string {
  try {
    return JSON.stringify(JSON.parse(payload), null, 2);
  } catch {
    return payload;
  }
}

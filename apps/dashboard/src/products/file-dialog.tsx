// The whole catalogue as a file, out and in.
import { bulkDetailSchema, bulkStartedSchema } from "@logix/api/hub/product-bulk";
import { Button, Divider, FileInput, Modal, Progress, Stack, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { get, sendFile } from "../api/client.ts";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { useMay } from "../session/session.ts";

const LOOK_EVERY_MS = 700;
const MOST_ERRORS = 50;

export function FileDialog({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation("products");
  const { t: common } = useTranslation();
  const may = useMay();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("file_title")}
      closeButtonProps={{ "aria-label": common("close") }}
    >
      <Stack>
        <Text size="sm" c="dimmed">
          {t("file_export_hint")}
        </Text>
        <Button
          variant="default"
          component="a"
          href="/api/v1/products/export?format=csv"
          download="products.csv"
          leftSection={<IconDownload size={16} />}
        >
          {t("file_export")}
        </Button>
        {may("products:write") && (
          <>
            <Divider />
            <FileImport />
          </>
        )}
      </Stack>
    </Modal>
  );
}

function FileImport() {
  const { t } = useTranslation("products");
  const [file, setFile] = useState<File | null>(null);
  const starting = useMutation({
    mutationFn: (given: File) => sendFile("/products/bulk", bulkStartedSchema, "text/csv", given),
  });
  return (
    <Stack>
      <ProblemAlert error={starting.error} />
      <FileInput
        label={t("file_import")}
        description={t("file_import_hint")}
        placeholder={t("file_choose")}
        accept=".csv,text/csv"
        value={file}
        onChange={setFile}
      />
      <Button disabled={!file} loading={starting.isPending} onClick={() => file && starting.mutate(file)}>
        {t("file_start")}
      </Button>
      {starting.data && <FileProgress runId={starting.data.run.id} />}
    </Stack>
  );
}

function FileProgress({ runId }: { readonly runId: number }) {
  const { t } = useTranslation("products");
  const { data, error } = useQuery({
    queryKey: ["products", "bulk", runId],
    queryFn: ({ signal }) => get(`/products/bulk/${runId}`, bulkDetailSchema, { limit: MOST_ERRORS }, signal),
    refetchInterval: (query) => (query.state.data?.run.finished_at ? false : LOOK_EVERY_MS),
  });
  if (!data) return <ProblemAlert error={error} />;
  const { run, errors } = data;
  const isOver = run.finished_at !== null;
  const told = isOver ? t("file_done", run) : t("file_running", { seen: run.seen, total: run.total });
  return (
    <Stack gap="xs">
      <Progress value={run.total === 0 ? 100 : (run.seen / run.total) * 100} aria-label={told} />
      <Text size="sm" role="status">
        {told}
      </Text>
      {errors.length > 0 && (
        <Stack gap={4} component="section" aria-label={t("file_failed")}>
          {errors.map(({ row, sku, message, field }) => (
            <Text key={row} size="xs">
              <strong>{t("file_row", { row })}</strong> {[sku, field, message].filter(Boolean).join(" · ")}
            </Text>
          ))}
        </Stack>
      )}
    </Stack>
  );
}

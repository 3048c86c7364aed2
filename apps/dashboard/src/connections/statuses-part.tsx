// The status map: what each word of the store means here, those without a meaning first, and what the store is told.
import { type StatusWords, statusWordsSchema } from "@logix/api/hub/connection-start";
import type { Connection } from "@logix/api/hub/connections";
import { ORDER_STATUSES } from "@logix/model";
import { Button, Group, NativeSelect, Skeleton, Stack, Table, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { get } from "../api/client.ts";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { REACHABLE } from "../components/reachable.ts";
import { Badge } from "../components/status-badge.tsx";
import { formatNumber } from "../format/money.ts";
import { useChange } from "./use-connection.ts";

type Changes = Readonly<Record<string, string>>;

export function StatusesPart({ connection }: { readonly connection: Connection }) {
  const { t } = useTranslation("connections");
  const { t: common } = useTranslation();
  const found = useQuery({
    queryKey: ["connections", connection.public_id, "statuses"],
    queryFn: ({ signal }) => get(`/connections/${connection.public_id}/statuses`, statusWordsSchema, {}, signal),
  });
  const [inbound, setInbound] = useState<Changes>({});
  const [outbound, setOutbound] = useState<Changes>({});
  const change = useChange(connection.public_id, t("saved"));
  if (found.error) return <ProblemAlert error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Skeleton height={240} />;
  const save = () =>
    change.mutate(
      { status_map: mapOf(found.data, inbound, outbound) },
      {
        onSuccess: () => {
          setInbound({});
          setOutbound({});
        },
      },
    );
  const isChanged = Object.keys(inbound).length + Object.keys(outbound).length > 0;
  return (
    <Stack gap="xl">
      <Text c="dimmed">{t("words_lead")}</Text>
      <ProblemAlert error={change.error} />
      <InboundTable
        words={found.data.words}
        changes={inbound}
        onChange={(word, to) => setInbound({ ...inbound, [word]: to })}
      />
      <OutboundTable
        told={found.data.told}
        changes={outbound}
        onChange={(status, to) => setOutbound({ ...outbound, [status]: to })}
      />
      <Group>
        <Button disabled={!isChanged} loading={change.isPending} onClick={save}>
          {common("save")}
        </Button>
      </Group>
    </Stack>
  );
}

function InboundTable({
  words,
  changes,
  onChange,
}: {
  readonly words: StatusWords["words"];
  readonly changes: Changes;
  readonly onChange: (word: string, to: string) => void;
}) {
  const { t } = useTranslation("connections");
  const { t: status } = useTranslation("statuses");
  return (
    <Table.ScrollContainer minWidth={420} scrollAreaProps={REACHABLE}>
      <Table aria-label={t("means")}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("their_word")}</Table.Th>
            <Table.Th>{t("means")}</Table.Th>
            <Table.Th ta="right">{t("on_orders")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {words.map(({ word, means, orders }) => (
            <Table.Tr key={word}>
              <Table.Td>
                <code>{word}</code> {means === null && <Badge tone="warn" text={t("unknown_word")} />}
              </Table.Td>
              <Table.Td>
                <NativeSelect
                  aria-label={`${t("means")}: ${word}`}
                  size="xs"
                  value={changes[word] ?? means ?? ""}
                  onChange={(event) => onChange(word, event.currentTarget.value)}
                  data={[
                    ...(means === null ? [{ value: "", label: t("no_meaning") }] : []),
                    ...ORDER_STATUSES.map((each) => ({ value: each, label: status(each) })),
                  ]}
                />
              </Table.Td>
              <Table.Td ta="right">{formatNumber(orders)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function OutboundTable({
  told,
  changes,
  onChange,
}: {
  readonly told: StatusWords["told"];
  readonly changes: Changes;
  readonly onChange: (status: string, to: string) => void;
}) {
  const { t } = useTranslation("connections");
  const { t: name } = useTranslation("statuses");
  return (
    <Table.ScrollContainer minWidth={420} scrollAreaProps={REACHABLE}>
      <Table aria-label={t("told_word")}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("our_status")}</Table.Th>
            <Table.Th>{t("told_word")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {told.map(({ status, word, platform_word }) => (
            <Table.Tr key={status}>
              <Table.Td>{name(status)}</Table.Td>
              <Table.Td>
                <TextInput
                  aria-label={`${t("told_word")}: ${name(status)}`}
                  size="xs"
                  placeholder={platform_word}
                  value={changes[status] ?? word}
                  onChange={(event) => onChange(status, event.currentTarget.value)}
                />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** Only what differs from the platform's own tables is kept. */
function mapOf({ words, told }: StatusWords, inbound: Changes, outbound: Changes) {
  const meanings = words.flatMap(({ word, means, platform_means }) => {
    const wanted = inbound[word] ?? means;
    return wanted && wanted !== platform_means ? [[word, wanted]] : [];
  });
  const wordings = told.flatMap(({ status, word, platform_word }) => {
    const wanted = (outbound[status] ?? word).trim();
    return wanted !== "" && wanted !== platform_word ? [[status, wanted]] : [];
  });
  return { inbound: Object.fromEntries(meanings), outbound: Object.fromEntries(wordings) };
}

// Customers side by side: what is equal and what is not, and the two answers.
import type { Customer } from "@logix/api/hub/customers";
import { type Duplicates, mergeSchema } from "@logix/api/hub/persons";
import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { IconUsersGroup } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { send, sendOnly } from "../api/client.ts";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { ScrollRegion } from "../components/scroll-region.tsx";
import { StoreName } from "../components/store-name.tsx";
import { tellDone } from "../components/tell.ts";
import { addressLines } from "./customer-name.ts";
import classes from "./customers.module.css";

export function ReviewDialog(props: { readonly group: Duplicates | undefined; readonly onClose: () => void }) {
  const { t } = useTranslation("customers");
  const { t: common } = useTranslation();
  return (
    <Modal
      opened={props.group !== undefined}
      onClose={props.onClose}
      title={t("review_title")}
      size="xl"
      closeButtonProps={{ "aria-label": common("close") }}
    >
      {props.group && <Review group={props.group} onClose={props.onClose} />}
    </Modal>
  );
}

function Review({ group, onClose }: { readonly group: Duplicates; readonly onClose: () => void }) {
  const { t } = useTranslation("customers");
  const client = useQueryClient();
  const customer_ids = group.customers.map(({ id }) => id);
  const done = (words: string) => {
    void client.invalidateQueries({ queryKey: ["customers"] });
    tellDone(words);
    onClose();
  };
  const merging = useMutation({
    mutationFn: () => send("POST", "/customers/merge", mergeSchema, { customer_ids }),
    onSuccess: () => done(t("merged_done")),
  });
  const refusing = useMutation({
    mutationFn: () => sendOnly("POST", "/customers/duplicates/refuse", { customer_ids }),
    onSuccess: () => done(t("refused_done")),
  });
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {t("review_hint")}
      </Text>
      <ProblemAlert error={merging.error ?? refusing.error} />
      <Comparison customers={group.customers} />
      <Group justify="flex-end">
        <Button variant="default" loading={refusing.isPending} onClick={() => refusing.mutate()}>
          {t("not_same")}
        </Button>
        <Button leftSection={<IconUsersGroup size={16} />} loading={merging.isPending} onClick={() => merging.mutate()}>
          {t("merge")}
        </Button>
      </Group>
    </Stack>
  );
}

function Comparison({ customers }: { readonly customers: readonly Customer[] }) {
  const { t } = useTranslation("customers");
  const fields: readonly (readonly [name: string, value: (customer: Customer) => string])[] = [
    [t("name"), (customer) => `${customer.first_name} ${customer.last_name}`.trim()],
    [t("email"), ({ email }) => email],
    [t("phone"), ({ phone }) => phone],
    [t("company"), ({ company }) => company],
    [t("billing"), ({ billing }) => addressLines(billing).join("\n")],
    [t("kind"), ({ guest }) => (guest ? t("guest") : t("registered"))],
    [t("remote_id"), ({ remote_id: id }) => id],
  ];
  return (
    <ScrollRegion className={classes.compare} label={t("review_title")}>
      <table>
        <thead>
          <tr>
            <td />
            {customers.map((customer) => (
              <th key={customer.id} scope="col">
                <StoreName id={customer.connection_public_id} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {fields.map(([name, value]) => (
            <tr key={name}>
              <th scope="row">
                {name}
                <Match values={customers.map(value)} />
              </th>
              {customers.map((customer) => (
                <td key={customer.id} data-match={matchOf(customers.map(value))}>
                  {value(customer) || "–"}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

/** In words, for who sees no colours. */
function Match({ values }: { readonly values: readonly string[] }) {
  const { t } = useTranslation("customers");
  const isMatch = matchOf(values);
  if (isMatch === undefined) return null;
  return <span className={classes.match}>{isMatch ? t("equal") : t("differs")}</span>;
}

/** Unmarked where nothing stands there to be compared. */
function matchOf(values: readonly string[]): boolean | undefined {
  const plain = values.map((value) => value.trim().toLowerCase());
  if (plain.every((value) => value === "")) return undefined;
  return new Set(plain).size === 1;
}

// One location, to be added or changed.
import { type Location, locationSchema } from "@logix/api/hub/locations";
import { Button, Divider, Group, NumberInput, SimpleGrid, Stack, Switch, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { send, sendOnly } from "../api/client.ts";
import { confirm } from "../components/confirm.tsx";
import { DetailDrawer } from "../components/detail-drawer.tsx";
import { applyProblem } from "../components/form-problem.ts";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { tellDone } from "../components/tell.ts";

type Props = { readonly location: Location | "new" | undefined; readonly onClose: () => void };
type Values = Omit<Location, "id" | "is_default" | "created_at" | "updated_at">;

const EMPTY: Values = {
  name: "",
  code: "",
  line_1: "",
  line_2: "",
  postcode: "",
  city: "",
  region: "",
  country: "",
  active: true,
  fulfils_orders: true,
  priority: 100,
};

export function LocationDrawer({ location, onClose }: Props) {
  const { t } = useTranslation("locations");
  const isNew = location === "new";
  return (
    <DetailDrawer
      opened={location !== undefined}
      title={location && (isNew ? t("add_title") : t("edit_title", { name: location.name }))}
      onClose={onClose}
    >
      {location && <LocationForm key={isNew ? 0 : location.id} location={isNew ? null : location} onDone={onClose} />}
    </DetailDrawer>
  );
}

function LocationForm({ location, onDone }: { readonly location: Location | null; readonly onDone: () => void }) {
  const { t } = useTranslation("locations");
  const { t: common } = useTranslation();
  const client = useQueryClient();
  const form = useForm<Values>({ initialValues: location ? valuesOf(location) : EMPTY });
  const saving = useMutation({
    mutationFn: (values: object) =>
      location
        ? send("PATCH", `/locations/${location.id}`, locationSchema, values)
        : send("POST", "/locations", locationSchema, values),
    onSuccess: ({ name }) => {
      tellDone(t("saved", { name }));
      onDone();
      return client.invalidateQueries({ queryKey: ["stock"] });
    },
    onError: (error) => applyProblem(form, error),
  });
  const text = (name: "line_1" | "line_2" | "postcode" | "city" | "region") => (
    <TextInput label={t(name)} {...form.getInputProps(name)} />
  );
  return (
    <form onSubmit={form.onSubmit((values) => saving.mutate(values))} noValidate>
      <Stack>
        <ProblemAlert error={Object.keys(form.errors).length === 0 ? saving.error : null} />
        <TextInput label={t("name")} required data-autofocus {...form.getInputProps("name")} />
        <TextInput label={t("code")} description={t("code_hint")} {...form.getInputProps("code")} />
        {text("line_1")}
        {text("line_2")}
        <SimpleGrid cols={2}>
          {text("postcode")}
          {text("city")}
        </SimpleGrid>
        {text("region")}
        <TextInput
          label={t("country")}
          description={t("country_hint")}
          maxLength={2}
          {...form.getInputProps("country")}
        />
        <NumberInput
          label={t("priority")}
          description={t("priority_hint")}
          min={0}
          max={10_000}
          allowDecimal={false}
          {...form.getInputProps("priority")}
        />
        <Switch
          label={t("active")}
          description={t("active_hint")}
          {...form.getInputProps("active", { type: "checkbox" })}
        />
        <Switch
          label={t("fulfils_orders")}
          description={t("fulfils_hint")}
          {...form.getInputProps("fulfils_orders", { type: "checkbox" })}
        />
        <Group justify="space-between">
          {location && !location.is_default ? (
            <Button variant="default" onClick={() => saving.mutate({ is_default: true })}>
              {t("make_default")}
            </Button>
          ) : (
            <span />
          )}
          <Button type="submit" loading={saving.isPending} disabled={!form.isDirty()}>
            {location ? common("save") : t("add")}
          </Button>
        </Group>
        {location && !location.is_default && <Removal location={location} onDone={onDone} />}
      </Stack>
    </form>
  );
}

/** Only where nothing ever lay and nothing leans on it; the hub says what stands in the way. */
function Removal({ location, onDone }: { readonly location: Location; readonly onDone: () => void }) {
  const { t } = useTranslation("locations");
  const client = useQueryClient();
  const { id, name } = location;
  const removing = useMutation({
    mutationFn: () => sendOnly("DELETE", `/locations/${id}`),
    onSuccess: async () => {
      tellDone(t("removed", { name }));
      onDone();
      await client.invalidateQueries({ queryKey: ["stock"] });
      await client.invalidateQueries({ queryKey: ["connections", "locations"] });
    },
  });
  const ask = () =>
    confirm({
      title: t("remove_ask", { name }),
      detail: t("remove_hint"),
      action: t("remove"),
      isDangerous: true,
      onConfirm: () => removing.mutate(),
    });
  return (
    <>
      <Divider />
      {removing.error && (
        // It stands below a long form.
        <div ref={(node) => node?.scrollIntoView({ block: "center" })}>
          <ProblemAlert error={removing.error} />
        </div>
      )}
      <Group>
        <Button variant="default" loading={removing.isPending} onClick={ask}>
          {t("remove")}
        </Button>
      </Group>
    </>
  );
}

function valuesOf(location: Location): Values {
  const { id: _id, is_default: _default, created_at: _created, updated_at: _updated, ...values } = location;
  return values;
}

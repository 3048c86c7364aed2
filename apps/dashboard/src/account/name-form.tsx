// One name with a button to save it; what the hub refuses stands at the field.
import { Button, Group, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { applyProblem } from "../components/form-problem.ts";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { tellDone } from "../components/tell.ts";

export function NameForm({
  name,
  label,
  hint,
  onSave,
}: {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly onSave: (name: string) => Promise<void>;
}) {
  const { t } = useTranslation("account");
  const { t: common } = useTranslation();
  const form = useForm({ initialValues: { name } });
  const saving = useMutation({
    mutationFn: onSave,
    onSuccess: (_saved, saved) => {
      form.setValues({ name: saved });
      form.resetDirty({ name: saved });
      tellDone(t("saved"));
    },
    onError: (error) => applyProblem(form, error),
  });
  return (
    <form onSubmit={form.onSubmit((values) => saving.mutate(values.name.trim()))} noValidate>
      <Stack maw={420}>
        <ProblemAlert error={Object.keys(form.errors).length === 0 ? saving.error : null} />
        <TextInput label={label} description={hint} required {...form.getInputProps("name")} />
        <Group>
          <Button type="submit" loading={saving.isPending} disabled={!form.isDirty()}>
            {common("save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

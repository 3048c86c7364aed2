// Attributes by name, with the suggestions of those that are described.
import { attributeListSchema } from "@logix/api/hub/attributes";
import { ActionIcon, Autocomplete, Button, NativeSelect, TagsInput, TextInput } from "@mantine/core";
import { IconList, IconPlus, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { get } from "../api/client.ts";
import type { AttributeLine, ProductFormApi } from "./form-values.ts";
import classes from "./products.module.css";

const EMPTY: AttributeLine = { name: "", kind: "text", text: "", list: [] };

export function AttributeLines({ form }: { readonly form: ProductFormApi }) {
  const { t } = useTranslation("products");
  const known = useQuery({
    queryKey: ["products", "attributes"],
    queryFn: ({ signal }) => get("/attributes", attributeListSchema, {}, signal),
  });
  const names = known.data?.attributes.map(({ name }) => name) ?? [];
  const { attributes } = form.getValues();
  return (
    <div className={classes.lines}>
      {attributes.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name of their own until it is typed
        <div key={index} className={classes.line}>
          <Autocomplete label={t("attribute")} data={names} {...form.getInputProps(`attributes.${index}.name`)} />
          <AttributeValue form={form} line={line} index={index} />
          <span>
            {line.kind === "text" && (
              <ActionIcon
                size="lg"
                aria-label={`${t("several")}: ${line.name}`}
                title={t("several")}
                onClick={() =>
                  form.setFieldValue(`attributes.${index}`, {
                    ...line,
                    kind: "list",
                    list: line.text ? [line.text] : [],
                  })
                }
              >
                <IconList size={16} />
              </ActionIcon>
            )}
            <ActionIcon
              size="lg"
              aria-label={t("take_away", { name: line.name })}
              onClick={() => form.removeListItem("attributes", index)}
            >
              <IconX size={16} />
            </ActionIcon>
          </span>
        </div>
      ))}
      <div>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} />}
          onClick={() => form.insertListItem("attributes", EMPTY)}
        >
          {t("add_attribute")}
        </Button>
      </div>
    </div>
  );
}

function AttributeValue({
  form,
  line,
  index,
}: {
  readonly form: ProductFormApi;
  readonly line: AttributeLine;
  readonly index: number;
}) {
  const { t } = useTranslation("products");
  if (line.kind === "list") {
    return <TagsInput label={t("values")} {...form.getInputProps(`attributes.${index}.list`)} />;
  }
  const input = form.getInputProps(`attributes.${index}.text`);
  if (line.kind === "boolean") {
    const data = [
      { value: "true", label: t("yes") },
      { value: "false", label: t("no") },
    ];
    return <NativeSelect label={t("value")} data={data} {...input} />;
  }
  return <TextInput label={t("value")} inputMode={line.kind === "number" ? "decimal" : "text"} {...input} />;
}

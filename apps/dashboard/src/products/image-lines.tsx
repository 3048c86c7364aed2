// Pictures by their addresses, the first one is the one that stores show first.
import { ActionIcon, Button, TextInput } from "@mantine/core";
import { IconArrowUp, IconPlus, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { ProductFormApi } from "./form-values.ts";
import classes from "./products.module.css";
import { Thumbnail } from "./thumbnail.tsx";

export function ImageLines({ form }: { readonly form: ProductFormApi }) {
  const { t } = useTranslation("products");
  const { images } = form.getValues();
  return (
    <div className={classes.lines}>
      {images.map((image, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: addresses can repeat while they are typed
        <div key={index} className={classes.image}>
          <Thumbnail key={image.src} src={image.src} size={56} />
          <div className={classes.imageFields}>
            <TextInput label={t("image_address")} inputMode="url" {...form.getInputProps(`images.${index}.src`)} />
            <TextInput label={t("image_alt")} {...form.getInputProps(`images.${index}.alt`)} />
          </div>
          <span>
            {index > 0 && (
              <ActionIcon
                size="lg"
                aria-label={`${t("first_up")}: ${index + 1}`}
                title={t("first_up")}
                onClick={() => form.reorderListItem("images", { from: index, to: 0 })}
              >
                <IconArrowUp size={16} />
              </ActionIcon>
            )}
            <ActionIcon
              size="lg"
              aria-label={t("take_away", { name: String(index + 1) })}
              onClick={() => form.removeListItem("images", index)}
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
          onClick={() => form.insertListItem("images", { src: "", alt: "", name: "" })}
        >
          {t("add_image")}
        </Button>
      </div>
    </div>
  );
}

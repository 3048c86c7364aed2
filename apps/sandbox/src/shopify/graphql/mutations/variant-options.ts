// Which values of a product's options a variant has.

import { idIn } from "../../state/gid.ts";
import type { OptionRecord, VariantRecord } from "../../state/records.ts";

export type OptionValueInput = {
  id?: string | null;
  name?: string | null;
  optionId?: string | null;
  optionName?: string | null;
};

// Undefined when a value is missing or unknown. A product without options has one variant, "Default Title".
export function pickOptions(
  options: readonly OptionRecord[],
  inputs: readonly OptionValueInput[],
): VariantRecord["options"] | undefined {
  if (options.length === 0) return [{ name: "Title", value: "Default Title" }];
  const picked = options.map((option) => {
    const input = inputs.find(
      (one) => one.optionName === option.name || idIn(one.optionId ?? "", "ProductOption") === option.id,
    );
    const value = option.values.find(
      ({ id, name }) => name === input?.name || id === idIn(input?.id ?? "", "ProductOptionValue"),
    );
    return value && { name: option.name, value: value.name };
  });
  const found = picked.filter((one) => one !== undefined);
  return found.length === options.length ? found : undefined;
}

export function sameOptions(left: VariantRecord["options"], right: VariantRecord["options"]): boolean {
  return (
    left.length === right.length &&
    left.every(({ name, value }, index) => right[index]?.name === name && right[index]?.value === value)
  );
}

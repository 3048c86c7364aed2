// Two values of each field side by side; where they differ is said by a mark and a colour.
import { useTranslation } from "react-i18next";
import classes from "./diff-viewer.module.css";

export type Difference = { readonly field: string; readonly left: unknown; readonly right: unknown };

export function DiffViewer({
  label,
  differences,
  leftTitle,
  rightTitle,
}: {
  readonly label: string;
  readonly differences: readonly Difference[];
  readonly leftTitle?: string;
  readonly rightTitle?: string;
}) {
  const { t } = useTranslation();
  return (
    <table className={classes.diff} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{t("field")}</th>
          <th scope="col">{leftTitle ?? t("before")}</th>
          <th scope="col">{rightTitle ?? t("after")}</th>
        </tr>
      </thead>
      <tbody>
        {differences.map(({ field, left, right }) => {
          const isSame = shown(left) === shown(right);
          return (
            <tr key={field}>
              <th scope="row">{field}</th>
              <td data-side={isSame ? undefined : "left"}>{shown(left)}</td>
              <td data-side={isSame ? undefined : "right"}>{shown(right)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return "∅";
  return typeof value === "string" ? value : JSON.stringify(value, null, 1);
}

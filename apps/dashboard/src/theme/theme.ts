// The look of the house: calm greys, one accent, small radii, dense controls.
import { createTheme, type MantineColorsTuple } from "@mantine/core";

const cobalt: MantineColorsTuple = [
  "#eef2ff",
  "#dfe6ff",
  "#bccbff",
  "#9db4ff",
  "#7b97fa",
  "#5a7bf0",
  "#2f55d4",
  "#2848b8",
  "#223d9a",
  "#1b3078",
];
const gray: MantineColorsTuple = [
  "#f8f9fb",
  "#f1f3f6",
  "#e6e9ee",
  "#d8dce3",
  "#bcc3cd",
  "#949daa",
  "#5f6875",
  "#454d59",
  "#2b323c",
  "#171b21",
];
const dark: MantineColorsTuple = [
  "#e4e7ec",
  "#c0c6cf",
  "#9ba4b1",
  "#727b88",
  "#3d444e",
  "#2a3038",
  "#1d2127",
  "#15181d",
  "#0f1115",
  "#0a0c0f",
];

const FONT = '"Inter", system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';

export const theme = createTheme({
  primaryColor: "cobalt",
  primaryShade: { light: 6, dark: 6 },
  colors: { cobalt, gray, dark },
  fontFamily: FONT,
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "JetBrains Mono", Menlo, Consolas, monospace',
  fontSizes: { xs: "0.75rem", sm: "0.8125rem", md: "0.875rem", lg: "1rem", xl: "1.125rem" },
  lineHeights: { xs: "1.4", sm: "1.45", md: "1.5", lg: "1.5", xl: "1.5" },
  headings: {
    fontFamily: FONT,
    fontWeight: "600",
    sizes: {
      h1: { fontSize: "1.375rem", lineHeight: "1.3" },
      h2: { fontSize: "1rem", lineHeight: "1.4" },
      h3: { fontSize: "0.875rem", lineHeight: "1.4" },
    },
  },
  radius: { xs: "4px", sm: "6px", md: "8px", lg: "12px", xl: "16px" },
  defaultRadius: "sm",
  spacing: { xs: "0.5rem", sm: "0.75rem", md: "1rem", lg: "1.5rem", xl: "2rem" },
  shadows: {
    xs: "0 1px 2px rgb(16 24 40 / 5%)",
    sm: "0 1px 3px rgb(16 24 40 / 8%)",
    md: "0 6px 20px rgb(16 24 40 / 10%)",
    lg: "0 12px 40px rgb(16 24 40 / 16%)",
  },
  cursorType: "pointer",
  focusRing: "auto",
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: "sm", fw: 500 } },
    ActionIcon: { defaultProps: { variant: "subtle", color: "gray", size: "lg" } },
    TextInput: { defaultProps: { size: "sm" } },
    PasswordInput: { defaultProps: { size: "sm" } },
    Select: { defaultProps: { size: "sm", comboboxProps: { shadow: "md" } } },
    Menu: { defaultProps: { shadow: "md", position: "bottom-end" } },
    Modal: { defaultProps: { centered: true, radius: "lg", overlayProps: { backgroundOpacity: 0.4, blur: 1 } } },
    Drawer: { defaultProps: { overlayProps: { backgroundOpacity: 0.35 } } },
    Tooltip: { defaultProps: { openDelay: 250, withArrow: false, radius: "sm" } },
    Skeleton: { defaultProps: { radius: "sm" } },
  },
});

// Lets in who is logged in. Whoever is not finds the login in the place of the page, and the page behind it.
import { Center, Loader } from "@mantine/core";
import { lazy, type ReactNode, Suspense, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { useSession, useSessionActions } from "./session.ts";

const LoginScreen = lazy(() => import("./login-screen.tsx").then((module) => ({ default: module.LoginScreen })));

export function SessionGate({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const session = useSession();
  const { watch } = useSessionActions();
  useEffect(() => {
    watch();
  }, [watch]);
  if (session.isPending) {
    return (
      <Center mih="100dvh">
        <Loader size="sm" aria-label={t("loading")} />
      </Center>
    );
  }
  if (session.error) {
    return (
      <Center mih="100dvh" p="md" component="main">
        <ProblemAlert error={session.error} onRetry={() => void session.refetch()} />
      </Center>
    );
  }
  if (session.data) return children;
  return (
    <Suspense>
      <LoginScreen />
    </Suspense>
  );
}

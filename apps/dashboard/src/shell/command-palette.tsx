// Ctrl+K: any page or store by a few letters, without the mouse.
import { Modal } from "@mantine/core";
import { IconBuildingStore, IconSearch } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { type KeyboardEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "./command-palette.module.css";
import { useConnections, useStoreFilter } from "./store-filter.tsx";
import { useNavigation } from "./use-navigation.ts";

type Hit = {
  readonly key: string;
  readonly group: string;
  readonly label: string;
  readonly icon: typeof IconSearch;
  readonly go: () => void;
};

export function CommandPalette({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation("shell");
  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      centered={false}
      padding={0}
      size="lg"
      yOffset="12vh"
      title={t("search")}
      classNames={{ header: classes.unseen ?? "" }}
      transitionProps={{ duration: 0 }}
    >
      <Palette onDone={onClose} />
    </Modal>
  );
}

function Palette({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation("shell");
  const list = useId();
  const [text, setText] = useState("");
  const [marked, setMarked] = useState(0);
  const hits = useHits(text);
  const pick = (hit: Hit | undefined) => {
    if (!hit) return;
    onDone();
    hit.go();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && hits.length > 0) {
      event.preventDefault();
      setMarked((before) => (before + step + hits.length) % hits.length);
    }
    if (event.key === "Enter") pick(hits[marked]);
  };
  return (
    <div className={classes.palette}>
      <div className={classes.field}>
        <IconSearch size={18} aria-hidden="true" />
        <input
          className={classes.input}
          role="combobox"
          aria-expanded="true"
          aria-controls={list}
          aria-activedescendant={hits.length > 0 ? `${list}-${marked}` : undefined}
          aria-label={t("search")}
          placeholder={t("search_placeholder")}
          value={text}
          data-autofocus
          onChange={(event) => {
            setText(event.currentTarget.value);
            setMarked(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div className={classes.hits} role="listbox" id={list} aria-label={t("search")}>
        {hits.map((hit, index) => (
          <div
            key={hit.key}
            id={`${list}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === marked}
            className={classes.hit}
            onMouseMove={() => setMarked(index)}
            onClick={() => pick(hit)}
            onKeyDown={onKeyDown}
          >
            <hit.icon size={17} stroke={1.7} aria-hidden="true" />
            <span className={classes.label}>{hit.label}</span>
            <span className={classes.kind}>{hit.group}</span>
          </div>
        ))}
      </div>
      {hits.length === 0 && <p className={classes.none}>{t("no_hits", { text })}</p>}
    </div>
  );
}

function useHits(text: string): readonly Hit[] {
  const { t } = useTranslation("shell");
  const navigate = useNavigate();
  const groups = useNavigation();
  const store = useStoreFilter();
  const connections = useConnections() ?? [];
  const pages = groups.flatMap(({ entries }) =>
    entries.map(({ path, word, icon }) => ({
      key: path,
      group: t("pages"),
      label: t(word),
      icon,
      go: () => void navigate({ to: path, search: store ? { store } : {} }),
    })),
  );
  const stores = connections.map(({ public_id: id, name }) => ({
    key: id,
    group: t("stores"),
    label: name,
    icon: IconBuildingStore,
    go: () => void navigate({ to: "/", search: { store: id } }),
  }));
  const wanted = text.trim().toLowerCase();
  return [...pages, ...stores].filter(({ label }) => label.toLowerCase().includes(wanted)).slice(0, 12);
}

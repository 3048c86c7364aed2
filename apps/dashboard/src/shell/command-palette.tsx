// Ctrl+K: any page, store, order or product by a few letters, without the mouse.
import { Modal } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { type KeyboardEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "./command-palette.module.css";
import { type Hit, useFoundHits, usePlaceHits } from "./palette-hits.ts";

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
  const places = usePlaceHits(text);
  const found = useFoundHits(text);
  // What is found later comes behind, so that nothing moves under the mark.
  const hits = [...places, ...found.hits];
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
            <span className={classes.label}>
              {hit.label}
              {hit.detail && <span className={classes.detail}>{hit.detail}</span>}
            </span>
            <span className={classes.kind}>{hit.group}</span>
          </div>
        ))}
      </div>
      <p className={classes.none} role="status">
        {found.isSearching && t("searching")}
        {!found.isSearching && hits.length === 0 && t("no_hits", { text })}
      </p>
    </div>
  );
}

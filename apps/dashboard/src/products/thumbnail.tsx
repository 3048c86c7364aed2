// A product's picture, small. Pictures lie in stores; one that cannot be had leaves its place empty.
import { IconPhoto } from "@tabler/icons-react";
import { useState } from "react";
import classes from "./products.module.css";

export function Thumbnail({ src, size = 28 }: { readonly src: string | undefined; readonly size?: number }) {
  const [isBroken, setBroken] = useState(false);
  const isShown = src?.startsWith("https://") && !isBroken;
  return (
    <span className={classes.thumbnail} style={{ width: size, height: size }} aria-hidden="true">
      {isShown ? (
        <img src={src} alt="" loading="lazy" width={size} height={size} onError={() => setBroken(true)} />
      ) : (
        <IconPhoto size={Math.round(size * 0.55)} stroke={1.5} />
      )}
    </span>
  );
}

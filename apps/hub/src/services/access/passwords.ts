// Setting and comparing passwords.
import { newPasswordSchema } from "@logix/api/hub/credentials";
import { HubError } from "@logix/model";
import { newSecret, type Randomness } from "./one-time-secret.ts";
import { fitsPassword, hashPassword, isOutdated } from "./password-hash.ts";

export type Verdict = {
  readonly fits: boolean;
  /** It fits, and should be hashed anew. */
  readonly outdated: boolean;
};

export function makePasswords({ random }: { readonly random: Randomness }) {
  let standIn: Promise<string> | undefined;
  return {
    /** @throws HubError `invalid` where it is too short or too long, naming `field`. */
    hash: (password: string, field = "password"): Promise<string> => {
      refuseWeak(password, field);
      return hashPassword(password, random);
    },
    rehash: (password: string): Promise<string> => hashPassword(password, random),
    /** Where there is no hash, takes as long as if there were one, so that nobody learns who is known here. */
    verify: async (password: string, encoded: string | null | undefined): Promise<Verdict> => {
      standIn ??= hashPassword(newSecret(random), random);
      const fits = await fitsPassword(password, encoded ?? (await standIn));
      return { fits: fits && typeof encoded === "string", outdated: fits && isOutdated(encoded ?? (await standIn)) };
    },
  };
}

export type Passwords = ReturnType<typeof makePasswords>;

function refuseWeak(password: string, field: string): void {
  const { error } = newPasswordSchema.safeParse(password);
  if (!error) return;
  const problem = error.issues.map((issue) => issue.message).join("; ");
  throw new HubError("invalid", `The ${field.replaceAll("_", " ")} ${problem}`, {
    code: "password_unfit",
    remedy: "Choose another password",
    issues: [{ field, problem }],
  });
}

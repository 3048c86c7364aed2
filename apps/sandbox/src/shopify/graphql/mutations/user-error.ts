// A refusal that a mutation reports in its payload.

export type UserError = { readonly field: readonly string[] | null; readonly message: string; readonly code?: string };

export function userError(message: string, field: readonly string[] | null = null, code?: string): UserError {
  return code === undefined ? { field, message } : { field, message, code };
}

// A payload that holds nothing but errors.
export function refused(...userErrors: readonly UserError[]): { readonly userErrors: readonly UserError[] } {
  return { userErrors };
}

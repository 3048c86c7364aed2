// What can be wrong with a channel, in words that help.
import { HubError } from "@logix/model";

export function unknownChannel(id: number): HubError {
  return new HubError("missing", `There is no alert channel ${id}`, { code: "alert_channel_unknown" });
}

export function noMailServer(): HubError {
  return new HubError("conflict", "This hub has no mail server", {
    code: "mail_not_configured",
    remedy: "Set LOGIX_SMTP_URL and LOGIX_MAIL_FROM, or name a mail server and a sender in the channel",
  });
}

export function tooManyChannels(most: number): HubError {
  return new HubError("conflict", `An account can have ${most} alert channels`, {
    code: "alert_channels_full",
    remedy: "Delete one that is not needed any more",
  });
}

export function anotherKind(): HubError {
  return new HubError("conflict", "A channel cannot become one of another kind", {
    code: "alert_channel_kind",
    remedy: "Make a new channel and delete this one",
    issues: [{ field: "target.kind", problem: "is not the channel's kind" }],
  });
}

export function noSecret(): HubError {
  return new HubError("conflict", "Only signed webhooks have a secret", { code: "alert_channel_no_secret" });
}

export type WebhookRecord = {
  id: number;
  name: string;
  status: string;
  topic: string;
  deliveryUrl: string;
  // The API takes it and never gives it back.
  secret: string;
  createdAt: number;
  modifiedAt: number | null;
  // Failures in a row; not in the API.
  failures: number;
};

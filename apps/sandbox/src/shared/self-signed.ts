// A self-signed certificate for 127.0.0.1 and localhost, made at start and never written down.
import { generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { bitString, explicit, integer, octetString, oid, sequence, set, tlv, utcTime, utf8 } from "./der.ts";

export type Certificate = { key: string; cert: string };

const day = 24 * 60 * 60 * 1000;

export function selfSigned(): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const body = certificateBody(publicKey.export({ type: "spki", format: "der" }));
  const signature = sign("sha256", body, privateKey);
  const der = sequence(body, ecdsaWithSha256(), bitString(signature));
  return { key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(), cert: pem(der) };
}

function certificateBody(publicKey: Uint8Array): Buffer {
  const name = sequence(set(sequence(oid("2.5.4.3"), utf8("127.0.0.1"))));
  const now = Date.now();
  const validity = sequence(utcTime(new Date(now - day)), utcTime(new Date(now + 365 * day)));
  const version3 = explicit(0, integer(Buffer.from([2])));
  return sequence(version3, integer(randomBytes(8)), ecdsaWithSha256(), name, validity, name, publicKey, extensions());
}

function extensions(): Buffer {
  const isAuthority = octetString(sequence(tlv(0x01, Buffer.from([0xff]))));
  const names = [tlv(0x82, Buffer.from("localhost")), tlv(0x87, Buffer.from([127, 0, 0, 1]))];
  const alternativeNames = octetString(sequence(...names));
  return explicit(3, sequence(sequence(oid("2.5.29.19"), isAuthority), sequence(oid("2.5.29.17"), alternativeNames)));
}

function ecdsaWithSha256(): Buffer {
  return sequence(oid("1.2.840.10045.4.3.2"));
}

function pem(der: Buffer): string {
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}

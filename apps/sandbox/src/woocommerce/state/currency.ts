// Currencies by name and symbol; symbols of the order API are plain, of the settings HTML-encoded.

export type Currency = { name: string; symbol: string; html: string };

const known: Readonly<Record<string, Currency>> = {
  USD: { name: "United States (US) dollar", symbol: "$", html: "&#36;" },
  EUR: { name: "Euro", symbol: "€", html: "&euro;" },
  GBP: { name: "Pound sterling", symbol: "£", html: "&pound;" },
  JPY: { name: "Japanese yen", symbol: "¥", html: "&yen;" },
  KWD: { name: "Kuwaiti dinar", symbol: "د.ك", html: "&#x62f;.&#x643;" },
  CAD: { name: "Canadian dollar", symbol: "$", html: "&#36;" },
  PLN: { name: "Polish złoty", symbol: "zł", html: "&#122;&#322;" },
  CHF: { name: "Swiss franc", symbol: "CHF", html: "&#67;&#72;&#70;" },
};

export function currencyOf(code: string): Currency {
  return known[code] ?? { name: code, symbol: code, html: code };
}

// As WooCommerce 9.9 lists them in its error message.
export const currencyCodes: readonly string[] = (
  "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTC BTN BWP BYR BYN BZD CAD CDF CHF " +
  "CLP CNY COP CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GGP GHS GIP GMD GNF GTQ GYD HKD HNL HRK " +
  "HTG HUF IDR ILS IMP INR IQD IRR IRT ISK JEP JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD " +
  "MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PRB PYG QAR RON " +
  "RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLL SOS SRD SSP STN SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU " +
  "UZS VEF VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW"
).split(" ");

// Invented goods and people. A few carry letters, signs and quotes that break careless clients.

export const goods: readonly [string, string, number][] = [
  ["Stoneware Mug &#8211; Sand", "MUG-SAND", 24],
  ["Enamel Pot 2 L", "POT-EN-2", 45],
  ["Wool Blanket 140×200", "BLANKET-W", 129.9],
  ["Poster &amp; Frame “L’Été”", "POSTER/A3&FRAME", 39.99],
  ["Olive Oil 0,5 l", "OIL-05", 21.5],
  ["日本の茶碗 (藍)", "CHAWAN-AI", 38],
  ["Soap Bar – Sea Salt", "SOAP-SEA", 8],
  ["Titanium Spork", "SPORK-TI", 9.99],
  ["Linen Tea Towel", "TOWEL-L", 14.5],
  ["Beeswax Candle No. 6", "CNDL-006", 15.5],
  ["Cast Iron Pan 28 cm", "PAN-CI-28", 89],
  ["Oak Cutting Board", "BOARD-OAK", 54.25],
  ["Backpack Harbor 22L", "PACK-22", 139],
  ["Farmer’s Apron 🧵", "APRON-🧵", 42],
  ["Copper Kettle", "KETTLE-CU", 119],
  ["Wool Socks", "SOCKS-W", 17.95],
];

export const garments: readonly [string, string, number][] = [
  ["Harbor T-Shirt", "TEE-H", 28],
  ["Fjord Hoodie", "HOOD-F", 79],
  ["Kids’ Rain Jacket", "KRJ", 59.5],
  ["Any-Size Beanie", "BEANIE", 19],
];

export const colors = ["Red", "Navy Blue", "Forest Green", "Weiß", "黒"];
export const sizes = ["S", "M", "L", "XL"];

export type Person = readonly [
  first: string,
  last: string,
  company: string,
  street: string,
  city: string,
  state: string,
  postcode: string,
  country: string,
  phone: string,
];

export const people: readonly [Person, ...Person[]] = [
  ["Grace", "Hopper", "US Navy", "12 Commercial St", "Portland", "ME", "04101", "US", "+1 207-555-0134"],
  [
    "Zoë",
    "Strüßmann",
    "Strüßmann GmbH & Co. KG",
    "Straße des 17. Juni 135",
    "Berlin",
    "DE-BE",
    "10623",
    "DE",
    "+49 30 1234567",
  ],
  ["Alan", "Turing", "", "Flat 2, 221B Baker Street", "London", "", "NW1 6XE", "GB", "020 7946 0958"],
  ["Siobhán", "O'Brien", "", "350 5th Ave, Fl 21", "New York", "NY", "10118-0110", "US", "(212) 555 0100 ext. 7"],
  ["Łukasz", "Wójcik", "", "ul. Świętokrzyska 1/2", "Warszawa", "", "00-360", "PL", "+48 22 555 01 02"],
  ["Marie", "Dupont", "L’Atelier", "12 rue de l’Université", "Paris", "", "75007", "FR", "+33 1 55 55 01 01"],
  ["太郎", "山田", "", "丸の内1-9-1", "千代田区", "JP13", "100-0005", "JP", "03-5555-0101"],
  ["Ada", "Lovelace", "", "1 Market St", "San Francisco", "CA", "94105", "US", "+1 415 555 0177"],
  ["", "Smith", "", "9 Pier Rd", "Portland", "ME", "04101", "US", ""],
  ["Fatima", "Al-Zahra", "", "Villa 9, Al Wasl Rd", "Dubai", "", "", "AE", "+971 4 000 0000"],
];

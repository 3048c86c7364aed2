// Invented goods. A few carry letters, signs and quotes that break careless clients.

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

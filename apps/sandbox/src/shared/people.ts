// Invented people. A few carry letters and signs that break careless clients.

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

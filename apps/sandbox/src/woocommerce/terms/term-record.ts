// Categories, tags, shipping classes, brands, attributes and their terms.

export type Taxonomy = "category" | "tag" | "brand" | "shipping_class";

export type TermRecord = {
  id: number;
  name: string;
  slug: string;
  description: string;
  parent: number;
  display: string;
  menuOrder: number;
  image: { id: number; src: string } | null;
};

export type AttributeRecord = {
  id: number;
  name: string;
  slug: string;
  type: string;
  orderBy: string;
  hasArchives: boolean;
  terms: Map<number, TermRecord>;
};

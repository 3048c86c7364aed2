// A product or a variation as the simulator keeps it.
import type { Meta } from "../state/meta.ts";

export type ImageRecord = { id: number; createdAt: number; modifiedAt: number; src: string; name: string; alt: string };
export type ProductAttribute = {
  id: number;
  name: string;
  slug: string;
  position: number;
  visible: boolean;
  variation: boolean;
  options: string[];
};
export type ChosenAttribute = { id: number; name: string; slug: string; option: string };
type Dimensions = { length: string; width: string; height: string };
type Download = { id: string; name: string; file: string };

// Fields that a product and a variation share.
export type StockedRecord = {
  id: number;
  createdAt: number;
  modifiedAt: number;
  status: string;
  description: string;
  sku: string;
  globalUniqueId: string;
  regularPrice: string;
  salePrice: string;
  saleFrom: number | null;
  saleTo: number | null;
  virtual: boolean;
  downloadable: boolean;
  downloads: Download[];
  downloadLimit: number;
  downloadExpiry: number;
  taxStatus: string;
  taxClass: string;
  manageStock: boolean;
  stockQuantity: number | null;
  stockStatus: string;
  backorders: string;
  lowStockAmount: number | null;
  weight: string;
  dimensions: Dimensions;
  shippingClassId: number;
  menuOrder: number;
  meta: Meta[];
};

export type ProductRecord = StockedRecord & {
  kind: "product";
  name: string;
  slug: string;
  type: string;
  featured: boolean;
  catalogVisibility: string;
  shortDescription: string;
  totalSales: number;
  externalUrl: string;
  buttonText: string;
  soldIndividually: boolean;
  reviewsAllowed: boolean;
  averageRating: string;
  upsellIds: number[];
  crossSellIds: number[];
  parentId: number;
  purchaseNote: string;
  categoryIds: number[];
  tagIds: number[];
  images: ImageRecord[];
  attributes: ProductAttribute[];
  defaultAttributes: ChosenAttribute[];
  groupedProducts: number[];
  postPassword: string;
};

export type VariationRecord = StockedRecord & {
  kind: "variation";
  parentId: number;
  image: ImageRecord | null;
  attributes: ChosenAttribute[];
};

export type AnyProduct = ProductRecord | VariationRecord;

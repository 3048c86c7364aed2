// New products and variations before anything is written to them.
import type { WooState } from "../state/woo-state.ts";
import type { ProductRecord, StockedRecord, VariationRecord } from "./product-record.ts";

function blankStocked(state: WooState): StockedRecord {
  const now = state.nowSeconds();
  return {
    id: 0,
    createdAt: now,
    modifiedAt: now,
    status: "publish",
    description: "",
    sku: "",
    globalUniqueId: "",
    regularPrice: "",
    salePrice: "",
    saleFrom: null,
    saleTo: null,
    virtual: false,
    downloadable: false,
    downloads: [],
    downloadLimit: -1,
    downloadExpiry: -1,
    taxStatus: "taxable",
    taxClass: "",
    manageStock: false,
    stockQuantity: null,
    stockStatus: "instock",
    backorders: "no",
    lowStockAmount: null,
    weight: "",
    dimensions: { length: "", width: "", height: "" },
    shippingClassId: 0,
    menuOrder: 0,
    meta: [],
  };
}

export function blankProduct(state: WooState): ProductRecord {
  return {
    ...blankStocked(state),
    kind: "product",
    name: "Product",
    slug: "",
    type: "simple",
    featured: false,
    catalogVisibility: "visible",
    shortDescription: "",
    totalSales: 0,
    externalUrl: "",
    buttonText: "",
    soldIndividually: false,
    reviewsAllowed: true,
    averageRating: "0.00",
    upsellIds: [],
    crossSellIds: [],
    parentId: 0,
    purchaseNote: "",
    categoryIds: [...state.terms.category.keys()].slice(0, 1),
    tagIds: [],
    images: [],
    attributes: [],
    defaultAttributes: [],
    groupedProducts: [],
    postPassword: "",
  };
}

export function blankVariation(state: WooState, parent: ProductRecord): VariationRecord {
  return {
    ...blankStocked(state),
    kind: "variation",
    parentId: parent.id,
    image: null,
    attributes: [],
    weight: parent.weight,
  };
}

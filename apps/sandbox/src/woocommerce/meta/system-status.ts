// GET /system_status: the parts by which a client tells versions and settings.
// https://woocommerce.github.io/woocommerce-rest-api-docs/#system-status
import { currencyOf } from "../state/currency.ts";
import type { WooState } from "../state/woo-state.ts";
import type { JsonObject } from "../wordpress/json.ts";

export function systemStatus(state: WooState): JsonObject {
  return {
    environment: environment(state),
    database: { wc_database_version: state.settings.version, database_prefix: "wp_", maxmind_geoip_database: "" },
    active_plugins: [plugin(state)],
    inactive_plugins: [],
    dropins_mu_plugins: { dropins: [], mu_plugins: [] },
    theme: { name: "Blank", version: "1.0", version_latest: 0, author_url: "", is_child_theme: false },
    settings: settings(state),
    security: { secure_connection: state.settings.secure, hide_errors: true },
    pages: [],
    post_type_counts: [],
    logging: { logging_enabled: true, default_handler: "file", retention_period_days: 30, level_threshold: "none" },
  };
}

function environment({ settings: { home, version, wordpressVersion } }: WooState): JsonObject {
  return {
    home_url: home,
    site_url: home,
    store_id: "a6162142-b456-4b6f-bf14-f8a8029a6bfd",
    version,
    log_directory: "/srv/store/wp-content/uploads/wc-logs/",
    log_directory_writable: true,
    wp_version: wordpressVersion,
    wp_multisite: false,
    wp_memory_limit: 536870912,
    wp_debug_mode: false,
    wp_cron: true,
    language: "en_US",
    external_object_cache: null,
    server_info: "nginx/1.22.1",
    server_architecture: "Linux x86_64",
    php_version: "8.2.35",
    php_post_max_size: 33554432,
    php_max_execution_time: 300,
    php_max_input_vars: 1000,
    curl_version: "7.88.1, OpenSSL/3.0.19",
    suhosin_installed: false,
    max_upload_size: 33554432,
    mysql_version: "10.11.19",
    mysql_version_string: "10.11.19-MariaDB-0+deb12u1",
    default_timezone: "UTC",
    fsockopen_or_curl_enabled: true,
    soapclient_enabled: false,
    domdocument_enabled: true,
    gzip_enabled: true,
    mbstring_enabled: true,
    remote_post_successful: false,
    remote_post_response: "",
    remote_get_successful: false,
    remote_get_response: "",
  };
}

function plugin({ settings: { version } }: WooState): JsonObject {
  return {
    plugin: "woocommerce/woocommerce.php",
    name: "WooCommerce",
    version,
    version_latest: version,
    url: "https://woocommerce.com/",
    author_name: "Automattic",
    author_url: "https://woocommerce.com",
    network_activated: false,
  };
}

const types = ["external", "grouped", "simple", "variable"];
const visibility = ["exclude-from-catalog", "exclude-from-search", "featured", "outofstock"].concat(
  [1, 2, 3, 4, 5].map((stars) => `rated-${stars}`),
);

function settings({ settings: { currency, priceDecimals } }: WooState): JsonObject {
  const named = (names: string[]) => Object.fromEntries(names.map((name) => [name, name]));
  return {
    api_enabled: false,
    force_ssl: false,
    currency,
    currency_symbol: currencyOf(currency).html,
    currency_position: "left",
    thousand_separator: ",",
    decimal_separator: ".",
    number_of_decimals: priceDecimals,
    geolocation_enabled: false,
    taxonomies: named(types),
    product_visibility_terms: named(visibility),
    woocommerce_com_connected: "no",
    enforce_approved_download_dirs: true,
    order_datastore: "Automattic\\WooCommerce\\Internal\\DataStores\\Orders\\OrdersTableDataStore",
    HPOS_enabled: true,
    HPOS_sync_enabled: false,
    enabled_features: ["analytics", "order_attribution", "custom_order_tables"],
  };
}

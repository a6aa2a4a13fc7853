<?php
// The few functions of WooCommerce, and of the Action Scheduler it brings, that a shop's own code calls.

/** What orders and products have in common: each getter answers what the story wrote down. */
abstract class Kept {
  public function __construct(protected int $id, protected array $said) {}
  public function get_id(): int { return $this->id; }
}

final class WC_Order extends Kept {
  public function get_customer_id(): int { return $this->said['customer_id']; }
  /** WooCommerce keeps totals as decimal text. */
  public function get_total(): string { return $this->said['total']; }
  public function get_currency(): string { return $this->said['currency']; }
  public function get_status(): string { return $this->said['status']; }
  public function get_billing_phone(): string { return $this->said['phone'] ?? ''; }
  public function get_order_number(): string { return $this->said['number'] ?? (string) $this->id; }
  public function get_edit_order_url(): string { return "https://shop.example/wp-admin/post.php?post={$this->id}&action=edit"; }
  public function get_date_created(): ?DateTime { return isset($this->said['created']) ? new DateTime($this->said['created']) : null; }
}

final class WC_Product extends Kept {
  public function get_name(): string { return $this->said['name']; }
  public function get_price(): string { return $this->said['price'] ?? ''; }
  public function get_status(): string { return $this->said['status'] ?? 'publish'; }
  public function get_permalink(): string { return "https://shop.example/product/{$this->id}"; }
  public function get_image_id(): string { return (string) ($this->said['image_id'] ?? ''); }
  public function get_short_description(): string { return $this->said['description'] ?? ''; }
  public function get_sku(): string { return $this->said['sku'] ?? ''; }
  public function get_catalog_visibility(): string { return $this->said['visibility'] ?? 'visible'; }
  public function is_in_stock(): bool { return $this->said['in_stock'] ?? true; }
}

function wc_get_order(int|string $id): WC_Order|false {
  $said = Site::$kept['orders'][$id] ?? null;
  return $said === null ? false : new WC_Order((int) $id, $said);
}

function wc_get_product(int|string $id): WC_Product|false {
  $said = Site::$kept['products'][$id] ?? null;
  return $said === null ? false : new WC_Product((int) $id, $said);
}

function wc_get_products(array $wanted): array {
  $fitting = array_filter(Site::$kept['products'] ?? [], fn ($said) => ($said['status'] ?? 'publish') === ($wanted['status'] ?? 'publish'));
  ksort($fitting);
  $page = array_slice($fitting, ($wanted['limit'] ?? 10) * (($wanted['page'] ?? 1) - 1), $wanted['limit'] ?? 10, true);
  return array_map(fn ($id) => wc_get_product($id), array_keys($page));
}

function get_post_type(int $id): string|false { return isset(Site::$kept['products'][$id]) ? 'product' : false; }
function get_woocommerce_currency(): string { return Site::$kept['currency'] ?? 'EUR'; }
function wp_get_attachment_image_url(int|string $id, string $size = 'thumbnail'): string|false { return $id ? "https://shop.example/images/$id.jpg" : false; }

/** What the site is to do later; a story's visit to /cron does what is due. */
function as_schedule_single_action(int $at, string $hook, array $given = [], string $group = ''): int {
  Site::$kept['scheduled'][] = ['at' => $at, 'hook' => $hook, 'given' => array_values($given), 'group' => $group];
  return count(Site::$kept['scheduled']);
}

function as_enqueue_async_action(string $hook, array $given = [], string $group = ''): int { return as_schedule_single_action(Site::now(), $hook, $given, $group); }

/** Everything the story keeps is pending: what runs has been taken out. */
function as_get_scheduled_actions(array $wanted, string $as = 'OBJECT'): array {
  $is_it = fn ($action) => [$action['hook'], $action['given'], $action['group']] === [$wanted['hook'], array_values($wanted['args']), $wanted['group']];
  return array_keys(array_filter(Site::$kept['scheduled'] ?? [], $is_it));
}

function as_unschedule_all_actions(string $hook, array $given = [], string $group = ''): void {
  $stays = fn ($action) => ($hook !== '' && $action['hook'] !== $hook) || ($group !== '' && $action['group'] !== $group);
  Site::$kept['scheduled'] = array_values(array_filter(Site::$kept['scheduled'] ?? [], $stays));
}

/** Does what is due, as the Action Scheduler does when the site is visited. */
function runs_what_is_due(): int {
  $due = array_filter(Site::$kept['scheduled'] ?? [], fn ($action) => $action['at'] <= Site::now());
  Site::$kept['scheduled'] = array_values(array_diff_key(Site::$kept['scheduled'] ?? [], $due));
  foreach ($due as $action) do_action($action['hook'], ...$action['given']);
  return count($due);
}

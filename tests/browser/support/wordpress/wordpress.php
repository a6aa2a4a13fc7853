<?php
// The few functions of WordPress that a shop's own code calls, each as WordPress documents it, so that the code runs as
// it stands. What a site keeps in its database is one JSON file.

define('ABSPATH', __DIR__ . '/');

final class Site {
  public static array $kept = [];
  public static array $hooks = [];
  public static array $answers = [];
  public static array $pages = [];

  public static function opens(string $file): void {
    self::$kept = json_decode(file_get_contents($file), true, 512, JSON_THROW_ON_ERROR);
    register_shutdown_function(function () use ($file) {
      file_put_contents($file, json_encode(self::$kept, JSON_THROW_ON_ERROR | JSON_PRETTY_PRINT));
    });
  }

  /** The site's own idea of the time, which a story may move. */
  public static function now(): int {
    return time() + (self::$kept['later_by'] ?? 0);
  }
}

final class WP_Error {
  public function __construct(public string $code = '', public string $message = '') {}
  public function get_error_message(): string { return $this->message; }
}

final class WP_User {
  public int $ID = 0;
  public string $display_name = '';
  public string $user_email = '';
  public array $roles = [];
  public function exists(): bool { return $this->ID !== 0; }
}

function add_action(string $hook, callable $run, int $priority = 10, int $takes = 1): bool {
  Site::$hooks[$hook][$priority][] = [$run, $takes];
  ksort(Site::$hooks[$hook]);
  return true;
}

function add_filter(string $hook, callable $run, int $priority = 10, int $takes = 1): bool { return add_action($hook, $run, $priority, $takes); }

function do_action(string $hook, mixed ...$given): void {
  foreach (Site::$hooks[$hook] ?? [] as $level) {
    foreach ($level as [$run, $takes]) $run(...array_slice($given, 0, $takes));
  }
}

function get_userdata(int $id): WP_User|false {
  $known = Site::$kept['users'][$id] ?? null;
  if ($known === null) return false;
  $user = new WP_User();
  [$user->ID, $user->display_name, $user->user_email, $user->roles] = [$id, $known['name'], $known['email'], [$known['role'] ?? 'customer']];
  return $user;
}

function wp_get_current_user(): WP_User { return get_userdata((int) ($_COOKIE['shop_user'] ?? 0)) ?: new WP_User(); }

function is_user_logged_in(): bool { return wp_get_current_user()->exists(); }
function is_admin(): bool { return str_starts_with($_SERVER['REQUEST_URI'] ?? '', '/wp-admin/'); }
function current_user_can(string $capability): bool { return in_array('administrator', wp_get_current_user()->roles, true); }
function get_option(string $name, mixed $default = false): mixed { return Site::$kept['options'][$name] ?? $default; }
function update_option(string $name, mixed $value, mixed $autoload = null): bool { Site::$kept['options'][$name] = $value; return true; }
function delete_option(string $name): bool { unset(Site::$kept['options'][$name]); return true; }

function esc_html(string $text): string { return htmlspecialchars($text, ENT_QUOTES | ENT_SUBSTITUTE | ENT_HTML5, 'UTF-8', false); }
function esc_attr(string $text): string { return esc_html($text); }
function esc_url(string $url): string { return preg_match('~^(https?:|/|\?)~', $url) ? esc_html($url) : ''; }
function __(string $text, string $domain = 'default'): string { return $text; }
function esc_html__(string $text, string $domain = 'default'): string { return esc_html($text); }
function wp_unslash(mixed $value): mixed { return is_array($value) ? array_map('wp_unslash', $value) : (is_string($value) ? stripslashes($value) : $value); }
function sanitize_text_field(string $text): string { return trim(preg_replace('/[\r\n\t ]+/', ' ', strip_tags($text))); }
function wp_strip_all_tags(string $text): string { return trim(strip_tags(preg_replace('@<(script|style)[^>]*?>.*?</\1>@si', '', $text))); }
function wp_json_encode(mixed $value, int $flags = 0, int $depth = 512): string|false { return json_encode($value, $flags, $depth); }

// As WordPress itself brings it where PHP comes without the extension.
if (!function_exists('mb_substr')) {
  function mb_substr(string $text, int $start, ?int $length = null): string { return (string) iconv_substr($text, $start, $length ?? 1_000_000, 'UTF-8'); }
}

/** Attributes as WordPress prints them on script tags: a true one alone, all others escaped. */
function script_attributes(array $attributes): string {
  $one = fn (string $name, mixed $value) => $value === true ? " $name" : sprintf(' %s="%s"', $name, esc_attr((string) $value));
  $kept = array_filter($attributes, fn ($value) => $value !== false);
  return implode('', array_map($one, array_keys($kept), $kept));
}

function wp_print_script_tag(array $attributes): void { echo '<script' . script_attributes($attributes) . "></script>\n"; }
function wp_print_inline_script_tag(string $script, array $attributes = []): void { echo '<script' . script_attributes($attributes) . ">\n$script\n</script>\n"; }

function register_deactivation_hook(string $file, callable $run): void { add_action('deactivate', $run); }
function admin_url(string $path = ''): string { return "/wp-admin/$path"; }
function add_query_arg(array $more, string $url): string { return $url . (str_contains($url, '?') ? '&' : '?') . http_build_query($more); }

function wp_safe_redirect(string $to): bool {
  header("Location: $to", true, 302);
  return true;
}

function wp_die(string $message, string $title = '', array|int $options = []): never {
  http_response_code($options['response'] ?? 500);
  exit(esc_html(wp_strip_all_tags($message)));
}

function add_options_page(string $title, string $menu, string $capability, string $slug, callable $draw): string {
  Site::$pages[$slug] = [$capability, $draw];
  return "settings_page_$slug";
}

function wp_create_nonce(string $action): string { return substr(hash_hmac('sha256', $action . wp_get_current_user()->ID, 'salt of the site'), 0, 10); }
function wp_nonce_field(string $action, string $name = '_wpnonce'): void { printf('<input type="hidden" name="%s" value="%s">', esc_attr($name), wp_create_nonce($action)); }

function check_admin_referer(string $action, string $name = '_wpnonce'): bool {
  if (!hash_equals(wp_create_nonce($action), (string) ($_REQUEST[$name] ?? ''))) wp_die('The link you followed has expired.', '', ['response' => 403]);
  return true;
}

/** Asks over the network, as WordPress does: text goes out as it is, and a server that does not answer is an error. */
function wp_remote_request(string $url, array $options = []): array|WP_Error {
  $lines = [];
  foreach ($options['headers'] ?? [] as $name => $value) $lines[] = "$name: $value";
  $http = ['method' => $options['method'] ?? 'GET', 'header' => $lines, 'content' => $options['body'] ?? '', 'ignore_errors' => true, 'timeout' => $options['timeout'] ?? 5, 'follow_location' => ($options['redirection'] ?? 5) > 0 ? 1 : 0];
  $body = @file_get_contents($url, false, stream_context_create(['http' => $http]));
  $answer = $body === false ? new WP_Error('http_request_failed', 'The server does not answer.') : [
    'response' => ['code' => (int) explode(' ', $http_response_header[0])[1]],
    'headers' => $http_response_header,
    'body' => $body,
  ];
  Site::$answers[] = is_array($answer) ? ['status' => $answer['response']['code'], 'body' => $body] : ['status' => 0, 'body' => $answer->message];
  return $answer;
}

function wp_remote_post(string $url, array $options = []): array|WP_Error { return wp_remote_request($url, ['method' => 'POST'] + $options); }
function is_wp_error(mixed $value): bool { return $value instanceof WP_Error; }
function wp_remote_retrieve_response_code(array|WP_Error $answer): int|string { return is_array($answer) ? $answer['response']['code'] : ''; }
function wp_remote_retrieve_body(array|WP_Error $answer): string { return is_array($answer) ? $answer['body'] : ''; }

<?php
// A shop on WordPress, as far as its own code notices: run by `php -S`. SHOP_FOLDER holds what the site keeps
// (site.json), what its theme prints into the header (header.html), and the code to be tried (code.php).

require __DIR__ . '/wordpress.php';
require __DIR__ . '/woocommerce.php';

$folder = getenv('SHOP_FOLDER');
error_reporting(E_ALL);
set_error_handler(function (int $level, string $message, string $file, int $line) {
  // Silenced by @.
  if (!(error_reporting() & $level)) return false;
  throw new ErrorException($message, 0, $level, $file, $line);
});
Site::opens("$folder/site.json");
require "$folder/code.php";
do_action('plugins_loaded');
do_action('init');

$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
match (true) {
  $path === '/' => front_page($folder),
  $path === '/log-in' => log_in(),
  $path === '/log-out' => log_out(),
  $path === '/act' => act(),
  $path === '/cron' => cron(),
  str_starts_with($path, '/wp-admin/') => settings_page(),
  default => http_response_code(404),
};

function front_page(string $folder): void {
  echo '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Ana’s bicycle shop</title><meta name="viewport" content="width=device-width, initial-scale=1">';
  echo file_get_contents("$folder/header.html");
  do_action('wp_head');
  echo '</head><body><h1>Bicycles</h1>';
  do_action('wp_footer');
  echo '</body></html>';
}

function log_in(): void {
  setcookie('shop_user', $_GET['user'], ['path' => '/']);
  wp_safe_redirect('/');
}

function log_out(): void {
  $user = wp_get_current_user()->ID;
  setcookie('shop_user', '', ['path' => '/', 'expires' => 1]);
  do_action('wp_logout', $user);
  wp_safe_redirect('/');
}

/** Something happens in the shop: what it keeps changes, then a hook runs. Answers what the code's own requests got. */
function act(): void {
  $said = json_decode(file_get_contents('php://input'), true, 512, JSON_THROW_ON_ERROR);
  foreach ($said['keep'] ?? [] as $name => $entries) Site::$kept[$name] = array_replace(Site::$kept[$name] ?? [], $entries);
  foreach ($said['forget'] ?? [] as $name => $ids) Site::$kept[$name] = array_diff_key(Site::$kept[$name] ?? [], array_flip($ids));
  do_action($said['hook'], ...($said['given'] ?? []));
  tell(['answers' => Site::$answers]);
}

function cron(): void {
  Site::$kept['later_by'] = (Site::$kept['later_by'] ?? 0) + (int) ($_GET['later'] ?? 0);
  $ran = runs_what_is_due();
  tell(['ran' => $ran, 'answers' => Site::$answers]);
}

function settings_page(): void {
  do_action('admin_menu');
  [$capability, $draw] = Site::$pages[$_GET['page'] ?? ''] ?? [null, null];
  if ($draw === null || !current_user_can($capability)) wp_die('You are not allowed to see this page.', '', ['response' => 403]);
  // WordPress gives plug-ins what was posted with slashes.
  $_POST = array_map(fn ($value) => is_string($value) ? addslashes($value) : $value, $_POST);
  do_action('load-settings_page_' . $_GET['page']);
  echo '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Settings</title></head><body>';
  $draw();
  echo '</body></html>';
}

function tell(array $answer): void {
  header('Content-Type: application/json');
  echo json_encode($answer, JSON_THROW_ON_ERROR);
}

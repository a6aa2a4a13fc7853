<?php
/**
 * Plugin Name: Deskbell for WooCommerce
 * Description: Shows your Deskbell messenger, proves who your logged-in customers are, and brings their orders and your products to the people who answer.
 * Version: 0.1.0
 * Requires at least: 6.3
 * Requires PHP: 8.1
 * Requires Plugins: woocommerce
 * WC requires at least: 8.2
 * License: MIT
 * License URI: https://opensource.org/license/mit
 * Text Domain: deskbell
 */

namespace Deskbell;

use Automattic\WooCommerce\Utilities\FeaturesUtil;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

require __DIR__ . '/settings.php';
require __DIR__ . '/settings-page.php';
require __DIR__ . '/widget.php';
require __DIR__ . '/sending.php';
require __DIR__ . '/orders.php';
require __DIR__ . '/products.php';

// Orders are read through WooCommerce's own functions only, so it does not matter in which tables they are.
add_action(
	'before_woocommerce_init',
	fn () => class_exists( FeaturesUtil::class ) && FeaturesUtil::declare_compatibility( 'custom_order_tables', __FILE__ )
);

register_deactivation_hook( __FILE__, __NAMESPACE__ . '\forget_what_waits' );

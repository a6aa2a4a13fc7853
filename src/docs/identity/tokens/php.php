<?php
// Prints a signed token for the customer id given as the first argument.
// snippet:begin
function user_token($user_id, $profile)
{
    $part = function ($bytes) {
        return rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
    };
    $head = $part(json_encode(['alg' => 'HS256', 'typ' => 'JWT']));
    $claims = $part(json_encode(['sub' => (string) $user_id, 'exp' => time() + 3600] + $profile));
    $secret = getenv('DESKBELL_IDENTITY_SECRET');
    return "$head.$claims." . $part(hash_hmac('sha256', "$head.$claims", $secret, true));
}
// snippet:end

echo user_token($argv[1], ['name' => 'Ana Lopes', 'email' => 'ana@example.com']), "\n";

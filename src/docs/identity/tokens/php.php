<?php
// Prints a signed token for the customer id given as the first argument.
// snippet:begin
function user_token($user_id, $profile)
{
    $part = function ($bytes) {
        return rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
    };
    $claims = ['sub' => (string) $user_id, 'exp' => time() + 3600];
    $signed = $part(json_encode(['alg' => 'HS256', 'typ' => 'JWT']))
        . '.' . $part(json_encode($claims + $profile));
    $secret = getenv('DESKBELL_IDENTITY_SECRET');
    return $signed . '.' . $part(hash_hmac('sha256', $signed, $secret, true));
}
// snippet:end

echo user_token($argv[1], ['name' => 'Ana Lopes', 'email' => 'ana@example.com']), "\n";

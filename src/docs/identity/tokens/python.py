# Prints a signed token for the customer id given as the first argument.
# snippet:begin
import base64
import hashlib
import hmac
import json
import os
import time


def user_token(user_id, profile):
    def part(data):
        return base64.urlsafe_b64encode(data).rstrip(b"=").decode()

    head = {"alg": "HS256", "typ": "JWT"}
    claims = {**profile, "sub": str(user_id), "exp": int(time.time()) + 3600}
    parts = [part(json.dumps(value).encode()) for value in (head, claims)]
    signed = ".".join(parts)
    secret = os.environ["DESKBELL_IDENTITY_SECRET"].encode()
    signature = hmac.new(secret, signed.encode(), hashlib.sha256).digest()
    return f"{signed}.{part(signature)}"
# snippet:end


if __name__ == "__main__":
    import sys

    print(user_token(sys.argv[1], {"name": "Ana Lopes", "email": "ana@example.com"}))

//! What the shop sells.

/// A request as the shop's server sends it.
pub const PRODUCTS: &str = r#"{"products":[
{"external_id":"MON-80","title":"Monstera deliciosa, 80 cm","price":"64.90","currency":"EUR","url":"https://fernandfable.example/monstera","description":"Large split leaves, easy to live with. Likes bright rooms without direct sun, and water once a week.","attributes":{"pot":"24 cm","light":"half shade"}},
{"external_id":"OLI-120","title":"Olive tree, 120 cm","price":"119.00","currency":"EUR","url":"https://fernandfable.example/olive-trees","description":"A small trunk with a round crown. Hardy to −8 °C with a fleece around the pot.","attributes":{"pot":"30 cm","light":"full sun"}},
{"external_id":"FIG-100","title":"Fiddle-leaf fig, 100 cm","price":"84.00","currency":"GBP","url":"https://fernandfable.example/fiddle-leaf-fig","description":"Three stems in one pot. Wants to stay where it stands.","available":false},
{"external_id":"FERN-BOS","title":"Boston fern","price":"18.50","currency":"EUR","url":"https://fernandfable.example/ferns","description":"Safe for cats and dogs. Mist it in winter.","attributes":{"pet_safe":true}},
{"external_id":"FERN-MAI","title":"Maidenhair fern","price":"14.90","currency":"EUR","url":"https://fernandfable.example/ferns","description":"Fine leaves on black stems; never let it dry out.","attributes":{"pet_safe":true}},
{"external_id":"BON-KIT","title":"Bonsai starter kit","price":8200,"currency":"JPY","url":"https://fernandfable.example/bonsai","description":"A juniper of four years, shears, wire, a bowl and a small book."},
{"external_id":"POT-TC4","title":"Terracotta pots, set of 4","price":"38.00","currency":"EUR","url":"https://fernandfable.example/terracotta","description":"10, 14, 18 and 24 cm, each with a saucer.","attributes":{"material":"terracotta"}},
{"external_id":"CAN-BR","title":"Watering can, brass","price":"42.50","currency":"EUR","url":"https://fernandfable.example/watering-cans","description":"1.2 litres, with a long spout that reaches behind leaves."},
{"external_id":"FLEECE","title":"Winter fleece, 2 m","price":"9.90","currency":"EUR","url":"https://fernandfable.example/winter","description":"Keeps pots and crowns through cold nights."},
{"external_id":"WS-KOK","title":"Kokedama workshop, Saturday","price":"55.00","currency":"EUR","url":"https://fernandfable.example/workshops","description":"Two hours, moss and all materials included. Eight places.","attributes":{"places_left":2}},
{"external_id":"GIFT","title":"Gift card","url":"https://fernandfable.example/gift-cards","description":"Any amount from 10 €, by e-mail or on paper."}
]}"#;

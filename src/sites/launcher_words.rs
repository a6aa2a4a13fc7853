//! The few words of the widget that stand on the customer's page itself, in every language it speaks. The panel brings
//! its own; these travel with the start document, so each is short and needs no plural forms.

use super::Locale;

/// Open, close, unread, dismiss, unreachable, chat: as `shapes::LauncherWords` says them.
pub fn of(locale: Locale) -> [&'static str; 6] {
    match locale {
        Locale::English => {
            ["Open chat", "Close chat", ", # unread", "Close", "Chat cannot be reached right now.", "Chat"]
        }
        Locale::German => {
            ["Chat öffnen", "Chat schließen", ", # ungelesen", "Schließen", "Chat nicht erreichbar.", "Chat"]
        }
        Locale::French => ["Ouvrir le chat", "Fermer le chat", ", # à lire", "Fermer", "Chat injoignable.", "Chat"],
        Locale::Spanish => ["Abrir chat", "Cerrar chat", ", # sin leer", "Cerrar", "Chat no disponible.", "Chat"],
        Locale::Portuguese => ["Abrir chat", "Fechar chat", ", # por ler", "Fechar", "Chat indisponível.", "Chat"],
        Locale::Italian => ["Apri chat", "Chiudi chat", ", # da leggere", "Chiudi", "Chat non disponibile.", "Chat"],
        Locale::Dutch => ["Chat openen", "Chat sluiten", ", # ongelezen", "Sluiten", "Chat niet bereikbaar.", "Chat"],
        Locale::Polish => {
            ["Otwórz czat", "Zamknij czat", ", nieprzeczytane: #", "Zamknij", "Czat niedostępny.", "Czat"]
        }
        Locale::Turkish => ["Sohbeti aç", "Sohbeti kapat", ", # okunmamış", "Kapat", "Sohbete ulaşılamıyor.", "Sohbet"],
        Locale::Arabic => ["فتح الدردشة", "إغلاق الدردشة", "، غير مقروءة: #", "إغلاق", "الدردشة غير متاحة.", "الدردشة"],
        Locale::Hebrew => ["פתיחת הצ'אט", "סגירת הצ'אט", ", לא נקראו: #", "סגירה", "הצ'אט לא זמין.", "הצ'אט"],
        Locale::Japanese => {
            ["チャットを開く", "チャットを閉じる", "、未読#件", "閉じる", "チャットに接続できません。", "チャット"]
        }
        Locale::Chinese => ["打开聊天", "关闭聊天", "，#条未读", "关闭", "无法连接聊天。", "聊天"],
        Locale::Hindi => ["चैट खोलें", "चैट बंद करें", ", # अपठित", "बंद करें", "चैट उपलब्ध नहीं है।", "चैट"],
    }
}

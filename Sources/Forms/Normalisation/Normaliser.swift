/// Arabic and French text made comparable: what people type for one word in many ways becomes one key.
///
/// | form | for | `‏هذه الهيأةُ، d’Oujda–Angad ١١٢٫١٤` |
/// |---|---|---|
/// | ``clean(_:)`` | display and values | `هذه الهيأةُ, d'Oujda-Angad 112.14` |
/// | ``key(_:)`` | matching | `هده الهياه oujda angad 112.14` |
/// | ``stems(_:)`` | matching over inflection | `هده` `هيا` `oujda` `angad` `112.14` |
///
/// All work on Unicode scalars and in time linear in the text; an empty text gives an empty result.
package enum Normaliser {
    /// The version of the folding, to be stored beside every stored key: keys of different versions do not compare.
    package static let foldVersion = 1

    /// The text in one spelling of what is invisible or a matter of the keyboard, fit to be shown and stored.
    ///
    /// Compatibility composition (UAX #15), no bidirectional or zero-width controls, ASCII digits, punctuation,
    /// apostrophes and dashes, single spaces and none at the ends. Letters, vowel signs and tatweel stay.
    package static func clean(_ text: String) -> String {
        Cleaning.isClean(text) ? text : String(Cleaning.clean(text))
    }

    /// The words of ``tokens(_:)`` with a space between each two.
    package static func key(_ text: String) -> String {
        TokenisedText.key(text)
    }

    /// The words and numbers of the text, folded.
    ///
    /// Vowel signs, tatweel, hamza carriers, accents and case are gone, `ث ذ ظ` are `ت د ض` (as they are typed in
    /// Morocco), French elisions are dropped, and a letter written three times or more stands once.
    package static func tokens(_ text: String) -> [String] {
        TokenisedText.keys(text)
    }

    /// The tokens with the inflection of Arabic and French words taken off.
    package static func stems(_ text: String) -> [String] {
        TokenisedText.words(text).map(\.stem)
    }
}

/// A respondent of the register: a council that is asked to answer.
package struct Council: Hashable, Sendable {
    /// Its id in answers, exports and folders: `MA-04291`.
    package var id: String
    /// What kind of territory it stands for: `prefecture`, `province`; empty where the register does not say.
    package var kind: String
    /// The territory's name: `الخميسات`, `Khémisset`.
    package var name: LocalizedText
    /// The territory's name with its kind: `إقليم الخميسات`, `Province de Khémisset`.
    package var fullName: LocalizedText
    /// The council's own name: `مجلس إقليم الخميسات`, `Conseil provincial de Khémisset`.
    package var councilName: LocalizedText
    package var region: Region?
    package var population: Int?

    package init(
        id: String, kind: String = "", name: LocalizedText, fullName: LocalizedText = LocalizedText([:]),
        councilName: LocalizedText = LocalizedText([:]), region: Region? = nil, population: Int? = nil
    ) {
        self.id = id
        self.kind = kind
        self.name = name
        self.fullName = fullName
        self.councilName = councilName
        self.region = region
        self.population = population
    }
}

/// A region that councils lie in.
package struct Region: Hashable, Sendable {
    /// `04`.
    package var code: String
    package var name: LocalizedText

    package init(code: String, name: LocalizedText) {
        self.code = code
        self.name = name
    }
}

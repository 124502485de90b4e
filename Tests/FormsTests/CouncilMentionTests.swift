import Testing

@testable import Forms

/// Names in letterheads, stamps, signatures and senders' names, and what speaks for or against a council beside them.
struct CouncilMentionTests {
    private static func shipped() throws -> CouncilRegister {
        let (register, _) = CouncilRegister.load(
            councilsCSV: try resource("councils.csv"), file: "councils.csv",
            regions: .init(name: "regions.csv", text: try resource("regions.csv")),
            districts: .init(
                name: "arrondissement-prefectures.csv", text: try resource("arrondissement-prefectures.csv")))
        return try #require(register)
    }

    @Test(arguments: [
        "Royaume du Maroc\nMinistère de l'Intérieur\nProvince de Khémisset\nConseil Provincial",
        "المملكة المغربية - وزارة الداخلية - عمالة إقليم الخميسات - المجلس الإقليمي",
        "Le Président du Conseil Provincial de Khémisset", "السيد رئيس مجلس إقليم الخميسات",
        "Mohamed Alaoui - Conseil provincial de Khémisset", "عن رئيس المجلس الإقليمي للخميسات وبتفويض منه",
        "Cachet : CONSEIL PROVINCIAL KHEMISSET - LE PRESIDENT", "المديرية العامة للمصالح بمجلس إقليم الخميسات",
        "Président CP Khémisset", "Secrétariat du conseil provincial de khemissat",
    ])
    func `A council is found in a letterhead, a stamp, a signature and a sender's name`(text: String) throws {
        let result = try Self.shipped().resolve(text)
        #expect(result.status == .automatic, "\(result.candidates)")
        #expect(result.council == "MA-04291")
    }

    @Test(arguments: [
        "المجلس الإقليمي للسياحة ورزازات", "Délégation provinciale de la santé de Khémisset",
        "Hôpital provincial de Tiznit", "Conseil municipal de Safi", "المجلس العلمي المحلي لتطوان",
        "Préfecture de police de Casablanca", "Lycée Hassan II, province de Midelt", "Ministère de l'Intérieur",
        "Mohamed Taza, conseil provincial de Khémisset", "Trésorerie provinciale de Chefchaouen",
        "Association des parents, conseil provincial de Taza", "Province de Malaga", "Préfecture de Paris",
    ])
    func `Other bodies beside a council's words or a place are left to a person`(text: String) throws {
        #expect(try Self.shipped().resolve(text).status != .automatic)
    }

    @Test func `What is known beside a name orders candidates and decides nothing`() throws {
        let register = try Self.shipped()
        let plain = register.resolve("Kenifra")
        #expect(plain.status == .needsReview)
        #expect(plain.council == "MA-05301")
        let known = register.resolve("Kenifra", evidence: CouncilEvidence(previous: "MA-04281"))
        #expect(known.status == .needsReview)
        let faint = register.resolve("Mogador", evidence: CouncilEvidence(region: "02", kind: "province"))
        #expect(faint.status == .needsReview)
        #expect(faint.candidates.first?.council == "MA-02381")
        #expect((faint.candidates.first?.score ?? 0) > (register.resolve("Mogador").candidates.first?.score ?? 1))
        #expect(register.resolve("x", evidence: CouncilEvidence(previous: "MA-07211")).status == .none)
        let contradicted = register.resolve("Khémisset", evidence: CouncilEvidence(kind: "prefecture"))
        #expect(contradicted.status == .needsReview)
        #expect(register.resolve("Khémisset", evidence: CouncilEvidence(previous: "MA-07211")).status == .automatic)
    }
}

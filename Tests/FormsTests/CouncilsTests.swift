import Foundation
import Testing

@testable import Forms

struct CouncilsTests {
    private struct Sample: Decodable {
        var id: String
        var text: String
        var council: String?
    }

    private static func file(_ name: String) throws -> CouncilRegister.File {
        CouncilRegister.File(name: name, text: try resource(name))
    }

    private static let loaded = Result {
        CouncilRegister.load(
            councilsCSV: try resource("councils.csv"), file: "councils.csv", regions: try file("regions.csv"),
            districts: try file("arrondissement-prefectures.csv"))
    }

    private static func shipped() throws -> CouncilRegister {
        let (register, problems) = try loaded.get()
        #expect(problems.isEmpty, "\(problems)")
        return try #require(register)
    }

    // MARK: The shipped register

    @Test func `The shipped register is whole`() throws {
        let register = try Self.shipped()
        #expect(register.councils.count == 75)
        #expect(register.councils.count { $0.kind == "prefecture" } == 13)
        #expect(register.regions.count == 12)
        let council = try #require(register["MA-04291"])
        #expect(council.name[.french] == "Khémisset")
        #expect(council.fullName[.arabic] == "إقليم الخميسات")
        #expect(council.councilName[.french] == "Conseil provincial de Khémisset")
        #expect(council.region?.code == "04")
        #expect(council.region?.name[.arabic] == "الرباط-سلا-القنيطرة")
        #expect((council.population ?? 0) > 100_000)
        #expect(register["MA-00000"] == nil)
    }

    @Test func `The development names resolve, none of them wrongly`() throws {
        let register = try Self.shipped()
        let samples = try jsonLines("councils-dev.jsonl", as: Sample.self)
        let named = samples.filter { $0.council != nil }
        var automatic = 0
        for sample in samples {
            let result = register.resolve(sample.text)
            guard result.status == .automatic else { continue }
            automatic += 1
            #expect(result.council == sample.council, "\(sample.id)")
        }
        #expect(named.count == 97)
        #expect(Double(automatic) / Double(named.count) >= 0.85)
    }

    @Test func `Every name in the register means its own council`() throws {
        let register = try Self.shipped()
        for council in register.councils {
            for text in [council.name, council.fullName, council.councilName].flatMap(\.texts.values) {
                let result = register.resolve(text)
                #expect(result.status == .automatic && result.council == council.id, "\(text)")
            }
        }
    }

    @Test func `No council is found by the names of one that is not in the register`() throws {
        let lines = try resource("councils.csv").split(whereSeparator: \.isNewline)
        let all = try Self.shipped().councils
        var automatic = 0
        for missing in stride(from: 0, to: all.count, by: 12) {
            var rest = lines
            rest.remove(at: missing + 1)
            let (register, _) = CouncilRegister.load(councilsCSV: rest.joined(separator: "\n"), file: "councils.csv")
            for text in all[missing].fullName.texts.values {
                if try #require(register).resolve(text).status == .automatic { automatic += 1 }
            }
        }
        #expect(automatic == 0)
    }

    @Test(arguments: [
        "جهة فاس مكناس", "جهة سوس ماسة", "Région Souss-Massa", "Conseil régional de Fès-Meknès", "مجلس جهة الشرق",
        "المديرية العامة للجماعات الترابية", "", " \u{200F} ", "...", "مجلس إقليم", "Conseil provincial de", "2020",
    ])
    func `A region, another body or no name resolves to none`(text: String) throws {
        let result = try Self.shipped().resolve(text)
        #expect(result.status == .none)
        #expect(result.council == nil)
        #expect(result.candidates.isEmpty)
    }

    @Test(arguments: [
        ("Préfecture d'arrondissements Aïn Chock", "MA-06141"), ("سيدي البرنوصي", "MA-06141"),
        ("عمالة مقاطعات الحي الحسني", "MA-06141"), ("المجلس الجماعي للخميسات", "MA-04291"),
        ("Commune de Khémisset", "MA-04291"), ("تحناوت", "MA-07041"), ("Ben Guerir", "MA-07427"),
        ("مدينة القنيطرة", "MA-04281"), ("عمالة سلا جهة سوس ماسة", "MA-04441"), ("سل", "MA-04441"),
    ])
    func `What only points at a council is left to a person`(text: String, council: String) throws {
        let result = try Self.shipped().resolve(text)
        #expect(result.status == .needsReview)
        #expect(result.council == council)
    }

    @Test(arguments: ["Rabat et Salé", "فاس مكناس", "عمالة سلا / إقليم تازة"])
    func `Two councils are both proposed`(text: String) throws {
        let result = try Self.shipped().resolve(text)
        #expect(result.status == .needsReview)
        #expect(result.council == nil)
        #expect(result.candidates.count >= 2)
    }

    @Test(arguments: [
        ("عمالة سلا / Préfecture de Salé", "MA-04441"), ("إقليم الخميسات Province de Khémisset", "MA-04291"),
        ("Préfecture/Province: Khémisset", "MA-04291"), ("إقليم الخميسات (جهة الرباط سلا القنيطرة)", "MA-04291"),
        ("\u{202B}إقليـم الخَمِيسات\u{202C}", "MA-04291"), ("KHEMISSET", "MA-04291"), ("CP El Jadida", "MA-06181"),
        ("Con5eil provincia1 de Safi", "MA-07431"), ("المجلسالإقليمي لسيدي إفني", "MA-10473"),
    ])
    func `A name is found in the ways people write it`(text: String, council: String) throws {
        let result = try Self.shipped().resolve(text)
        #expect(result.status == .automatic, "\(result.candidates)")
        #expect(result.council == council)
    }

    @Test func `Another region in the same form asks for a person`() throws {
        let register = try Self.shipped()
        #expect(register.resolveRegion("جهة الرباط سلا القنيطرة") == "04")
        #expect(register.resolveRegion("Rabat-Salé-Kénitra") == "04")
        #expect(register.resolveRegion("Khémisset") == nil)
        #expect(register.resolve("Khémisset", evidence: CouncilEvidence(region: "04")).status == .automatic)
        #expect(register.resolve("Khémisset", evidence: CouncilEvidence(region: "05")).status == .needsReview)
    }

    @Test(arguments: ["مجلس إقليم الخميسات ", "Conseil provincial de Safi\n", "a/", "((((", "ل"])
    func `A long text takes little time`(piece: String) throws {
        let register = try Self.shipped()
        let text = String(repeating: piece, count: 1_000_000 / piece.utf8.count)
        var result: CouncilResolution?
        let time = ContinuousClock().measure { result = register.resolve(text) }
        #expect(time < .seconds(20))
        #expect(result?.text == text)
    }

    @Test func `The JSON has every key, null where there is nothing`() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let none = CouncilResolution(text: "x", council: nil, status: .none)
        #expect(
            String(decoding: try encoder.encode(none), as: UTF8.self)
                == #"{"candidates":[],"council":null,"status":"none","text":"x"}"#)
        let review = CouncilResolution(
            text: "x", council: "A", status: .needsReview, candidates: [.init(council: "A", score: 0.66666)])
        #expect(
            String(decoding: try encoder.encode(review), as: UTF8.self)
                == #"{"candidates":[{"council":"A","score":0.667}],"council":"A","status":"needs_review","text":"x"}"#)
    }

    // MARK: Other registers

    @Test func `A register of another country needs its columns alone`() throws {
        let csv = """
            \u{FEFF}id;name_fr;full_name_fr;aliases_fr;phone\r
            TN-1;Béja;Gouvernorat de Béja;Baja|Vaga;1\r
            TN-2;"Sidi ""Bou"" Zid";Gouvernorat de Sidi Bou Zid;;2\r
            \r
            TN-3;Tozeur;Gouvernorat de Tozeur;;3
            """
        let (register, problems) = CouncilRegister.load(councilsCSV: csv, file: "r.csv")
        #expect(problems.isEmpty, "\(problems)")
        let result = try #require(register).resolve("gouvernora de Sidi Bouzid")
        #expect(result.status == .automatic && result.council == "TN-2")
        #expect(register?.resolve("Vaga").council == "TN-1")
        #expect(register?.resolve("gouvernorat").status == CouncilResolution.Status.none)
        #expect(register?["TN-2"]?.name[.french] == #"Sidi "Bou" Zid"#)
    }

    @Test(
        arguments: [
            ("", 1, "id", "the column is missing"),
            ("id,name_fr\n", nil, "", "has no council"),
            ("id,kind\nA,x\n", 1, "", "none of these columns"),
            ("id,name_fr\nA,Safi\nB,Taza\nA,Tata\n", 4, "id", "`A` is the id of line 2 too"),
            ("id,name_fr\nA,\n", 2, "name_ar", "has no name"),
            ("id,name_fr\n,Safi\n", 2, "id", "is empty"),
            ("id,name_fr\nA b,Safi\n", 2, "id", "only have letters"),
            ("id,name_fr,aliases_fr\nA,\"Ta\nza\",\nB,Safi,Tata\nC,Taza,\n", 5, "name_fr", "also a name of `A`"),
            (
                "id,name_fr,aliases_fr\nA,Safi,\nB,Taza,Tata|SÁFI\n", 3, "aliases_fr",
                "`SÁFI` is also a name of `A` (line 2)"
            ),
            ("id,name_fr,weak_aliases\nA,Safi,\nB,Taza,Safi\n", 3, "weak_aliases", "also a name of `A`"),
            ("id,name_fr,alias_fr\nA,Safi,\n", 1, "alias_fr", "did you mean `aliases_fr`"),
            ("id,name_fr\nA,Safi,x\n", 2, "", "has 3 fields, and the header 2"),
            ("id,name_fr\nA,\"Safi\n", 2, "", "does not end"),
            ("id,name_fr,population\nA,Safi,many\n", 2, "population", "no whole number"),
            ("id,name_fr,region_code,region_fr\nA,Safi,1,X\nB,Taza,1,Y\n", 3, "region_code", "other names"),
            ("id,id,name_fr\nA,A,Safi\n", 1, "id", "stands twice"),
        ] as [(String, Int?, String, String)])
    func `A mistake is named with its line and column`(csv: String, line: Int?, path: String, words: String) {
        let (register, problems) = CouncilRegister.load(councilsCSV: csv, file: "r.csv")
        #expect(register == nil)
        let found = problems.contains { problem in
            problem.file == "r.csv" && problem.line == line && problem.path == path && problem.message.contains(words)
        }
        #expect(found, "\(problems)")
    }

    @Test func `Regions and districts must fit the register`() {
        let (register, problems) = CouncilRegister.load(
            councilsCSV: "id,name_fr,region_code\nA,Safi,1\nB,Taza,2\n", file: "r.csv",
            regions: .init(name: "g.csv", text: "region_code,name_fr,councils\n1,One,2\n1,One,1\n"),
            districts: .init(name: "d.csv", text: "name_fr,maps_to_council\nHay,A\nHam,C\nTaza,A\n"))
        #expect(register == nil)
        #expect(
            problems.map(\.description) == [
                "g.csv:2: councils: is `2`, and the register has 1 in this region",
                "g.csv:3: region_code: `1` stands twice",
                "g.csv: has no region `2`, which `B` lies in",
                "d.csv:3: maps_to_council: `C` is no council of the register",
                "d.csv:4: name_fr: `Taza` is also a name of `B` (line 3)",
            ])
    }
}

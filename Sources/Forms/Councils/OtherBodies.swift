/// Words that name a body which is no council of a register of prefectures and provinces.
enum OtherBodies {
    /// Whether the word begins the name of a region: what follows is no council's name.
    static func isRegion(_ key: String) -> Bool { regions.contains(key) }

    /// Whether the word is the seat of the state in a region.
    static func isSeatOfState(_ key: String) -> Bool { seats.contains(key) }

    private static let seats = keys("ولاية الولاية بولاية wilaya")

    /// Whether the word names a commune, an association or the like: a person must look.
    static func contains(_ key: String) -> Bool { others.contains(key) }

    /// Whether the word is nearly one of them, letters having been lost or changed.
    static func isNear(_ key: String) -> Bool {
        let count = key.unicodeScalars.count
        guard count >= 5 else { return false }
        let word = EditPattern(Array(key.unicodeScalars))
        return spelled.contains { abs($0.count - count) <= 1 && word.distance(to: $0) <= 1 }
    }

    private static let spelled = others.map { Array($0.unicodeScalars) }

    private static let regions = keys(
        "جهة الجهة بجهة لجهة جهوي الجهوي الجهوية جهات région régions régional régionale jiha jihat jihate")

    private static let others = keys(
        """
        جماعة الجماعة جماعي الجماعي الجماعية جماعات بلدية البلدية بلدي البلدي جمعية الجمعية غرفة الغرفة وزارة الوزارة
        مقاطعة المقاطعة مقاطعات باشوية الباشوية قيادة القيادة دائرة الدائرة جامعة الجامعة ولاية الولاية الوزارات
        مديرية المديرية مندوبية المندوبية أكاديمية الأكاديمية مستشفى المستشفى محكمة المحكمة وكالة الوكالة كلية الكلية
        ثانوية الثانوية إعدادية مدرسة المدرسة مجموعة شركة الشركة خزينة الخزينة نقابة النقابة حزب الحزب تعاونية مركز
        للسياحة السياحة الصحة للصحة التعليم للتعليم الفلاحة الأمن الشرطة الدرك العلمي غرف هيئة فيدرالية اتحادية نادي فريق
        commune communes communal communale municipal municipale municipalité association chambre ministère
        arrondissement arrondissements pachalik caïdat caïd cercle université wilaya ministères délégation délégations
        hôpital école lycée collège faculté institut tribunal cour agence société groupe trésorerie perception police
        gendarmerie académie syndicat parti fédération club coopérative entreprise santé tourisme agriculture éducation
        enseignement équipement habitat urbanisme justice sûreté
        """)

    private static func keys(_ text: String) -> Set<String> { Set(Normaliser.tokens(text)) }
}

/// Years of the Hijri calendar, as they stand beside or instead of those of the common one.
///
/// A Hijri date is not converted: Moroccan months begin with the sighted moon, so a calculated day may be wrong by one.
enum HijriYear {
    /// The years that living people may write: from 1882 to 2076.
    static let range = 1300...1500
}

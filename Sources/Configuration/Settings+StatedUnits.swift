package import Prevention

extension Settings {
    /// What is known of the units that dismissals are counted together over, by country.
    package var statedUnits: StatedUnits {
        StatedUnits(
            statuteFiles.map { file in
                StatedUnits.Country(
                    code: file.pack.country, kinds: Set(file.pack.collectiveRedundancies.map(\.unit)),
                    areas: file.areas.map { ($0.code, $0.provinces) })
            })
    }
}

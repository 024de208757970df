internal import Workforce

/// The side files of a bundle; the raw value is stored.
enum SideFileKind: Int, CaseIterable {
    case jobs = 0
    case establishments
    case units
    case plan
    case indicators
    case vacancies
    case internships

    /// Whether the bundle held the file.
    func isGiven(in files: SideFiles) -> Bool {
        switch self {
        case .jobs: files.jobs != nil
        case .establishments: files.establishments != nil
        case .units: files.units != nil
        case .plan: files.plan != nil
        case .indicators: files.indicators != nil
        case .vacancies: files.vacancies != nil
        case .internships: files.internships != nil
        }
    }

    /// The bytes to store, nil when the bundle did not hold the file.
    func encode(_ files: SideFiles) -> [UInt8]? {
        switch self {
        case .jobs: files.jobs.map(SideFileKind.encode)
        case .establishments: files.establishments.map(SideFileKind.encode)
        case .units: files.units.map(SideFileKind.encode)
        case .plan: files.plan.map(SideFileKind.encode)
        case .indicators: files.indicators.map(SideFileKind.encode)
        case .vacancies: files.vacancies.map(SideFileKind.encode)
        case .internships: files.internships.map(SideFileKind.encode)
        }
    }

    func decode(_ bytes: [UInt8], into files: inout SideFiles) throws(StoreError) {
        let result = bytes.withUnsafeBytes { raw -> Result<SideFiles, StoreError> in
            do throws(StoreError) {
                var reader = try SideTableReader(raw)
                var files = SideFiles()
                switch self {
                case .jobs: files.jobs = try SideFileKind.jobs(&reader)
                case .establishments: files.establishments = try SideFileKind.establishments(&reader)
                case .units: files.units = try SideFileKind.units(&reader)
                case .plan: files.plan = try SideFileKind.plan(&reader)
                case .indicators: files.indicators = try SideFileKind.indicators(&reader)
                case .vacancies: files.vacancies = try SideFileKind.vacancies(&reader)
                case .internships: files.internships = try SideFileKind.internships(&reader)
                }
                return .success(files)
            } catch { return .failure(error) }
        }
        let decoded = try result.get()
        switch self {
        case .jobs: files.jobs = decoded.jobs
        case .establishments: files.establishments = decoded.establishments
        case .units: files.units = decoded.units
        case .plan: files.plan = decoded.plan
        case .indicators: files.indicators = decoded.indicators
        case .vacancies: files.vacancies = decoded.vacancies
        case .internships: files.internships = decoded.internships
        }
    }
}

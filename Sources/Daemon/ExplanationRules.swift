package import DoorstroomConfiguration
import Prevention
package import Store

/// The rules that one scan is explained with: those under which it was made, not those of today.
///
/// Who was told a date or a place in an order must be told later how it came about (AI Act art. 86), also when a policy,
/// a statute file or the scorecard has changed since.
package struct ExplanationRules: Sendable {
    package var rulebook: Rulebook
    /// False for scans of versions that kept no rules: they are explained with today's.
    package var areOfScan: Bool
    /// What the configuration of today says otherwise.
    package var differences: [Rulebook.Difference]
    /// The program's version at the scan, where it was another one.
    package var otherProgram: String?
    /// Statute packs of the scan, such as `NL 2026.1`, whose text is another than the one published under that version.
    package var editedStatutes: [String]

    package init(
        of scan: ScanRecord, in database: Database, settings: Settings, aspect: Rulebook.Aspect
    ) throws {
        let today = settings.rulebook
        let kept = try database.rulebook(of: scan)
        rulebook = kept ?? today
        areOfScan = kept != nil
        differences = try kept?.differences(to: today, in: aspect) ?? []
        editedStatutes =
            aspect == .phase ? rulebook.statutes.filter(\.isEdited).map { "\($0.country) \($0.version)" } : []
        otherProgram = scan.versions["program"].flatMap { $0 == ProgramVersion.text ? nil : $0 }
    }

    /// Values are shown as they are; the few words that stand for one are not.
    private static func inDutch(_ value: String) -> String {
        switch value {
        case "not set", "not configured": "niet ingesteld"
        case "another text under the same version": "andere tekst onder dezelfde versie"
        default: value
        }
    }

    /// What the reader must know of the rules, in sentences; empty where nothing has changed.
    package func notes(isDutch: Bool) -> [String] {
        var notes: [String] = []
        if !areOfScan {
            notes.append(
                isDutch
                    ? "Van deze scan zijn de regels niet bewaard (hij is ouder dan de versie die ze bewaart). Deze uitleg "
                        + "volgt de configuratie van vandaag."
                    : "The rules of this scan were not kept (it is older than the version that keeps them). This "
                        + "explanation follows the configuration of today.")
        }
        if !differences.isEmpty {
            let list = differences.map {
                isDutch
                    ? "\($0.name) was \(ExplanationRules.inDutch($0.then)), nu \(ExplanationRules.inDutch($0.now))"
                    : "\($0.name) was \($0.then), now \($0.now)"
            }.joined(separator: "; ")
            notes.append(
                isDutch
                    ? "De configuratie is sindsdien gewijzigd (\(list)). Deze uitleg volgt de regels van de scan."
                    : "The configuration has changed since (\(list)). This explanation follows the rules of the scan.")
        }
        if !editedStatutes.isEmpty {
            let list = editedStatutes.joined(separator: ", ")
            notes.append(
                isDutch
                    ? "De wettelijke regels van \(list) zijn niet de tekst die onder die versie is gepubliceerd: verhoog "
                        + "`version` bij elke wijziging."
                    : "The statute file \(list) is not the text that is published under that version: raise `version` "
                        + "with every change.")
        }
        if let otherProgram {
            notes.append(
                isDutch
                    ? "De scan is gemaakt door versie \(otherProgram), deze uitleg door versie \(ProgramVersion.text)."
                    : "The scan was made by version \(otherProgram), this explanation by version "
                        + "\(ProgramVersion.text).")
        }
        return notes
    }
}

extension Settings {
    /// What phases and scores follow from under this configuration.
    package var rulebook: Rulebook {
        Rulebook(
            employerCountry: employer.country, prevention: prevention, statutes: statutes, scorecard: scorecard,
            outcomes: outcomes)
    }
}

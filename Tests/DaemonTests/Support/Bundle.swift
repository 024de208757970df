import Foundation
import Workforce

/// A small snapshot bundle, written by hand so that its results can be told in one's head.
///
/// Three job groups in one establishment in the region Twente: `WELD` (20 people) closes by plan on 30 June 2027, hence 20
/// people in phase 2; `CARE` (60 people) stays, and its unit offers three places for interns.
struct Bundle: Sendable {
    var asOf: String
    var welders = 20
    var carers = 60
    /// Of the plan row; nil leaves the welders' closure out of the plan.
    var closes: String? = "2027-06-30"
    var announcedOn = "2026-10-01"
    var embargoUntil = ""
    var internships = true
    /// Instead of `hire_date` and so on: for defects.
    var changeEmployees: @Sendable (String) -> String = { $0 }

    init(_ asOf: String, change: (inout Bundle) -> Void = { _ in }) {
        self.asOf = asOf
        change(&self)
    }

    /// Writes the bundle as a folder named after its date, as old as `settled` says.
    ///
    /// - Returns: its path.
    func write(into folder: String, settled: Date? = nil) throws -> String {
        let path = folder + "/" + asOf
        let manager = FileManager.default
        try manager.createDirectory(atPath: path, withIntermediateDirectories: true)
        for (name, text) in files {
            try Data(text.utf8).write(to: URL(filePath: path + "/" + name))
            if let settled { try manager.setAttributes([.modificationDate: settled], ofItemAtPath: path + "/" + name) }
        }
        if let settled { try manager.setAttributes([.modificationDate: settled], ofItemAtPath: path) }
        return path
    }

    /// The files by name, for tests that change some.
    var texts: [String: String] { files }

    private var files: [String: String] {
        var files = [
            "snapshot.yaml": "asOf: \(asOf)\nsource: by hand\n",
            "employees.csv": changeEmployees(employees),
            "jobs.csv": "job,title,isco08\nWELD,Lasser,7212\nCARE,Verzorgende,5321\n",
            "establishments.csv": "establishment,name,country,region,statutory_area\nHGL,Hengelo,NL,Twente,Oost\n",
            "units.csv": "unit,name,establishment,trainers\nHALL,Hal,HGL,2\nWARD,Afdeling,HGL,2\n",
        ]
        if let closes {
            files["plan.csv"] = """
                job_group,establishment,date,planned_fte,announced_on,embargo_until
                WELD,HGL,\(closes),0,\(announcedOn),\(embargoUntil)

                """
        }
        if internships {
            files["internships.csv"] = """
                internship,unit,job,starts,places,audience
                ST-1,WARD,CARE,2027-02-01,3,student

                """
        }
        return files
    }

    private var employees: String {
        var lines = ["employee_id,name,birth_date,hire_date,job,establishment,unit,contract,fte"]
        for number in 1...(welders + carers) {
            let isWelder = number <= welders
            let job = isWelder ? "WELD,HGL,HALL" : "CARE,HGL,WARD"
            lines.append(
                "P\(1_000 + number),Persoon Nummer\(number),\(1_965 + number % 15)-03-01,\(2_000 + number % 20)-05-01,"
                    + "\(job),permanent,1.00")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

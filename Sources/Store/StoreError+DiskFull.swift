internal import Foundation

extension StoreError {
    /// Whether a file could not be written since its disk, or the user's share of it, is full.
    static func isDiskFull(_ error: any Error) -> Bool {
        var next: NSError? = error as NSError
        while let error = next {
            let isCocoa = error.domain == NSCocoaErrorDomain && error.code == CocoaError.fileWriteOutOfSpace.rawValue
            let isPosix = error.domain == NSPOSIXErrorDomain && [Int(ENOSPC), Int(EDQUOT)].contains(error.code)
            if isCocoa || isPosix { return true }
            next = error.userInfo[NSUnderlyingErrorKey] as? NSError
        }
        return false
    }

    static func diskFull(writing what: String, because error: any Error) -> StoreError {
        StoreError(
            code: "disk-full", message: "the disk is full: \(what) could not be written",
            remedy: "Free space there or name another place, then run the same command again: nothing of it was kept.",
            cause: (error as NSError).localizedDescription)
    }
}

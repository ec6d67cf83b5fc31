import Configuration
import Testing

struct UserFoldersTests {
  @Test func `without variables the folders are below the home folder`() {
    let folders = UserFolders(environment: ["HOME": "/home/ada"])
    #expect(folders.configuration == "/home/ada/.config/ganscope")
    #expect(folders.data == "/home/ada/.local/share/ganscope")
  }

  @Test func `absolute paths in the variables come first`() {
    let folders = UserFolders(environment: [
      "HOME": "/home/ada", "XDG_CONFIG_HOME": "/c", "XDG_DATA_HOME": "/d",
    ])
    #expect(folders.configuration == "/c/ganscope")
    #expect(folders.data == "/d/ganscope")
  }

  @Test(arguments: ["", "relative/path"])
  func `what is no absolute path is ignored`(value: String) {
    let folders = UserFolders(environment: ["HOME": "/h", "XDG_DATA_HOME": value])
    #expect(folders.data == "/h/.local/share/ganscope")
  }
}
